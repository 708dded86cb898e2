import { equalBytes, utf8 } from "../bytes.ts";
import { MalformedError } from "../errors.ts";
import { hashLabelled } from "../signing.ts";
import { Reader, Writer } from "../wire.ts";
import { fingerprint, type SafetyNumberParty } from "./fingerprint.ts";

const VERSION = 1;
const ID_BYTES = 16;
const FINGERPRINT_BYTES = 32;

interface Side {
  readonly id: Uint8Array;
  readonly print: Uint8Array;
}

function sideOf(party: SafetyNumberParty): Side {
  return {
    id: hashLabelled("SafetyQr account", utf8(party.account)).slice(0, ID_BYTES),
    print: fingerprint(party).slice(0, FINGERPRINT_BYTES),
  };
}

/** 97 bytes for a QR code: version, then own and other's hashed account id and fingerprint. */
export async function safetyQrPayload(own: SafetyNumberParty, other: SafetyNumberParty): Promise<Uint8Array> {
  const writer = new Writer().u8(VERSION);
  for (const { id, print } of [sideOf(own), sideOf(other)]) writer.fixed(id).fixed(print);
  return writer.done();
}

export type QrVerdict = "match" | "mismatch" | "wrong-person" | "unsupported";

function readSides(scanned: Uint8Array): readonly [Side, Side] | undefined {
  try {
    const reader = new Reader(scanned);
    reader.version(VERSION);
    const theirs = { id: reader.fixed(ID_BYTES), print: reader.fixed(FINGERPRINT_BYTES) };
    const mine = { id: reader.fixed(ID_BYTES), print: reader.fixed(FINGERPRINT_BYTES) };
    reader.end();
    return [theirs, mine];
  } catch (cause) {
    if (cause instanceof MalformedError) return undefined;
    throw cause;
  }
}

/** Compares the other's code, as scanned, with what this device knows. */
export async function compareSafetyQr(
  scanned: Uint8Array,
  own: SafetyNumberParty,
  other: SafetyNumberParty,
): Promise<QrVerdict> {
  const sides = readSides(scanned);
  if (sides === undefined) return "unsupported";
  const [theirs, mine] = sides;
  const expected = { own: sideOf(own), other: sideOf(other) };
  if (!equalBytes(theirs.id, expected.other.id) || !equalBytes(mine.id, expected.own.id))
    return "wrong-person";
  const same = equalBytes(theirs.print, expected.other.print) && equalBytes(mine.print, expected.own.print);
  return same ? "match" : "mismatch";
}
