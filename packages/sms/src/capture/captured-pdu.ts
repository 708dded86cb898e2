/** One PDU that went over a connection. */
export interface CapturedPdu {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Numbers the connections of one capture. */
  readonly connection: number;
  /** Seen from who captures. */
  readonly direction: "in" | "out";
  readonly octets: Uint8Array;
}

/** A line of a capture is none. */
export class CaptureError extends Error {
  override readonly name = "CaptureError";
}

/** `2026-11-21T11:00:00.000Z 1 in 0000001080000015…`, the octets in hexadecimal. */
export function formatCaptureLine({ at, connection, direction, octets }: CapturedPdu): string {
  return `${new Date(at).toISOString()} ${connection} ${direction} ${Buffer.from(octets).toString("hex")}`;
}

/** @throws CaptureError */
export function parseCaptureLine(line: string): CapturedPdu {
  const found = /^(\S+) (\d+) (in|out) ((?:[0-9a-f]{2}){16,})$/i.exec(line.trim());
  const at = Date.parse(found?.[1] ?? "");
  if (!found || Number.isNaN(at)) throw new CaptureError("this is no line of a capture");
  const octets = new Uint8Array(Buffer.from(found[4] ?? "", "hex"));
  return { at, connection: Number(found[2]), direction: found[3] === "in" ? "in" : "out", octets };
}
