import type { CodeMethod } from "../ports.ts";

/** A code on its way to a number. */
export interface Registration {
  readonly registration: string;
  readonly number: string;
  readonly codeHash: Uint8Array;
  readonly triesLeft: number;
  /** Codes sent so far. */
  readonly sent: number;
  /** Of the last. */
  readonly method: CodeMethod;
  /** Unix milliseconds, as is `expiresAt`. */
  readonly resendAt: number;
  readonly expiresAt: number;
}

export type RegistrationRow = {
  registration: string;
  number: string;
  code_hash: Uint8Array;
  tries_left: number;
  sent: number;
  method: string;
  resend_at: number;
  expires_at: number;
};

export function registrationOf(row: RegistrationRow): Registration {
  return {
    registration: row.registration,
    number: row.number,
    codeHash: row.code_hash,
    triesLeft: row.tries_left,
    sent: row.sent,
    method: row.method === "voice" ? "voice" : "sms",
    resendAt: row.resend_at,
    expiresAt: row.expires_at,
  };
}
