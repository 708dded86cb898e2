import { createWriteStream, type WriteStream } from "node:fs";
import { type CapturedPdu, formatCaptureLine } from "./captured-pdu.ts";
import { createMask, type Mask } from "./masking.ts";

export interface PduCaptureOptions {
  /** Newest PDUs kept in memory. Default 1 000. */
  readonly ring?: number;
  /** A file that lines are appended to, readable by its owner only. Default: none. */
  readonly file?: string;
  /** Octets written to the file, after which nothing more is. Default 64 MiB. */
  readonly maxFileBytes?: number;
  /** Capture addresses, texts and passwords as they are. Default false: they are masked. */
  readonly content?: boolean;
  readonly now?: () => number;
}

/** A recorder of PDUs; `onPdu` fits sessions and the SMSC. */
export interface PduCapture extends AsyncDisposable {
  readonly onPdu: (direction: "in" | "out", octets: Buffer, connection?: number) => void;
  /** What the ring holds, oldest first. */
  entries(): readonly CapturedPdu[];
  /** Why the file is written no more, in words. */
  readonly problem: string | undefined;
}

/** Starts recording. Never throws into the session: a file that fails is given up, the ring goes on. */
export function createPduCapture(options: PduCaptureOptions = {}): PduCapture {
  const { ring = 1000, file, maxFileBytes = 64 * 1024 * 1024, content = false, now = Date.now } = options;
  const mask: Mask = content ? (octets) => octets : createMask();
  const kept: CapturedPdu[] = [];
  let next = 0;
  let problem: string | undefined;
  let written = 0;
  let stream: WriteStream | undefined;
  if (file !== undefined) {
    stream = createWriteStream(file, { flags: "a", mode: 0o600 });
    stream.on("error", (error) => {
      problem = error.message;
      stream = undefined;
    });
  }
  const writeLine = (entry: CapturedPdu) => {
    const line = `${formatCaptureLine(entry)}\n`;
    written += line.length;
    if (written <= maxFileBytes) stream?.write(line);
    else problem ??= "the file is full";
  };
  return {
    onPdu(direction, octets, connection = 1) {
      // A copy: the session's buffer is used again.
      const entry = { at: now(), connection, direction, octets: new Uint8Array(mask(octets)) };
      kept[next % ring] = entry;
      next++;
      if (stream) writeLine(entry);
    },
    entries: () => (next <= ring ? [...kept] : [...kept.slice(next % ring), ...kept.slice(0, next % ring)]),
    get problem() {
      return problem;
    },
    async [Symbol.asyncDispose]() {
      const open = stream;
      stream = undefined;
      if (open) await new Promise<void>((resolve) => open.end(() => resolve()));
    },
  };
}
