/** A code on its way to a number. */
export interface Registration {
  readonly registration: string;
  readonly number: string;
  readonly codeHash: Uint8Array;
  readonly triesLeft: number;
  /** Texts sent so far. */
  readonly sent: number;
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
    resendAt: row.resend_at,
    expiresAt: row.expires_at,
  };
}
