import type { SignedUp, SignUpAnswer } from "@culver/business";
import { type Context, UsageError } from "../command.ts";
import { OperatorCallError, type OperatorClient } from "./operator-client.ts";

/** Flags by which a number is proved, for the commands that sign one up. */
export const SIGN_UP_FLAGS = {
  number: { type: "string" },
  name: { type: "string" },
  code: { type: "string" },
  voucher: { type: "string" },
  voice: { type: "boolean", default: false },
  pin: { type: "string" },
  callback: { type: "string" },
  "verify-token": { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export const SIGN_UP_HELP = [
  "--name N          what customers see, 1 to 128 characters",
  "--number +E164    the number, in international form: +447700900001",
  "--code CODE       the code that came by SMS or call, where one was asked for before",
  "--voucher V       what culver business voucher printed on the relay's machine, instead of a code",
  "--voice           have the code read aloud by a call",
  "--pin PIN         the registration lock's, where the number's account has one",
  "--callback URL    where webhooks go; it is asked at once whether it expects the word of --verify-token",
  "--json            print one line of JSON",
  "",
  "Beside the relay a number needs no code: the operator's right is enough. Elsewhere a code is sent and asked for here.",
  "The same command again goes on where one that was broken off ended; once the number is connected, it prints what is",
  "known and a new token. A token is shown once. inbox is a link for the first administrator, until somebody has used it.",
];

interface SignUpValues {
  readonly number?: string | undefined;
  readonly name?: string | undefined;
  readonly code?: string | undefined;
  readonly voucher?: string | undefined;
  readonly voice: boolean;
  readonly pin?: string | undefined;
  readonly callback?: string | undefined;
  readonly "verify-token"?: string | undefined;
}

/** Codes that a person has mistyped before it is given up here; the relay counts for itself. */
const TRIES = 3;

/**
 * Signs a number up by the running process: by the relay's word, a voucher, or a code that is asked for on the terminal.
 * @throws UsageError, OperatorCallError
 */
export async function signUpNumber(
  client: OperatorClient,
  context: Context,
  values: SignUpValues,
  business?: string,
): Promise<SignedUp> {
  const request = requestOf(values, business);
  const call = (more: object) =>
    client.post<SignUpAnswer>("/business/admin/numbers", { ...request, ...more });
  let answer = await call(values.code === undefined ? {} : { code: digitsOf(values.code) });
  for (let tries = 1; answer.state === "code_sent"; tries++) {
    const code = await context.ask?.(`Code sent to ${answer.number}: `);
    if (code === undefined) {
      throw new UsageError(
        `a code was sent to ${answer.number}: give it with --code CODE, on the same command again`,
      );
    }
    try {
      answer = await call({ code: digitsOf(code) });
    } catch (error) {
      if (!(error instanceof OperatorCallError) || error.code !== "wrong_code" || tries >= TRIES) throw error;
      context.err(`${error.message}\n`);
    }
  }
  return answer;
}

/** For people and for software's settings alike: JSON, in lines or in one. */
export function printSignedUp(context: Context, { state: _, ...printed }: SignedUp, inLines: boolean): void {
  context.out(`${JSON.stringify(printed, undefined, inLines ? 2 : undefined)}\n`);
}

function requestOf(values: SignUpValues, business: string | undefined): object {
  const { number, name, voucher, voice, pin, callback, "verify-token": verifyToken } = values;
  if (number === undefined) throw new UsageError("--number +E164 is missing");
  if (callback !== undefined && verifyToken === undefined) {
    throw new UsageError("--callback needs --verify-token: what the receiver answers to hub.verify_token");
  }
  return {
    number,
    name,
    business,
    pin,
    ...(voice ? { method: "voice" } : {}),
    ...(voucher === undefined ? {} : { voucher: voucherOf(voucher) }),
    ...(callback === undefined ? {} : { callback: { url: callback, verifyToken } }),
  };
}

function voucherOf(text: string): object {
  const end = text.lastIndexOf(".");
  if (end < 1) throw new UsageError("--voucher takes what culver business voucher printed");
  return { registration: text.slice(0, end), code: text.slice(end + 1) };
}

const digitsOf = (code: string): string => code.replace(/\D/g, "");
