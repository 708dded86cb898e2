import { type AnyPdu, decodePdu } from "../smpp/pdu.ts";
import { type CapturedPdu, parseCaptureLine } from "./captured-pdu.ts";

/** The PDUs of a capture file, in order; empty lines and those that start with # are passed over. @throws CaptureError */
export function* readCapture(text: string): Generator<CapturedPdu> {
  for (const line of text.split("\n")) if (/^[^#\s]/.test(line)) yield parseCaptureLine(line);
}

/** A captured PDU with what the codec says of it. */
export type DecodedPdu = CapturedPdu & ({ readonly pdu: AnyPdu } | { readonly error: Error });

/** Gives every PDU to the codec. */
export function* decodeCapture(entries: Iterable<CapturedPdu>): Generator<DecodedPdu> {
  for (const entry of entries) {
    try {
      yield { ...entry, pdu: decodePdu(Buffer.from(entry.octets)) };
    } catch (error) {
      yield { ...entry, error: error instanceof Error ? error : new Error(String(error)) };
    }
  }
}

export interface ReplayOptions {
  /** Which of its connections. Default: the first. */
  readonly connection?: number;
  /** Which side to play. Default "in": what the other side had sent, to a session like the one recorded. */
  readonly direction?: "in" | "out";
  /** Keep the pauses of the recording, times this: 1 as it was, 0 without. Default 0. */
  readonly speed?: number;
  /** Waits; for tests and other clocks. */
  readonly sleep?: (ms: number) => Promise<void>;
}

/** Sends one side of a recorded connection again, PDU by PDU. Resolves with how many were sent. */
export async function replayCapture(
  entries: Iterable<CapturedPdu>,
  write: (octets: Uint8Array) => void | Promise<void>,
  options: ReplayOptions = {},
): Promise<number> {
  const {
    direction = "in",
    speed = 0,
    sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  } = options;
  let { connection } = options;
  let before: number | undefined;
  let sent = 0;
  for (const entry of entries) {
    connection ??= entry.connection;
    if (entry.connection !== connection || entry.direction !== direction) continue;
    if (speed > 0 && before !== undefined) await sleep(Math.max(0, entry.at - before) * speed);
    before = entry.at;
    await write(entry.octets);
    sent++;
  }
  return sent;
}
