import type { CarrierIncoming } from "../carrier/port.ts";
import { alphabetOf, decodeLatin1, decodeText, type Ports, type Shift } from "../text/index.ts";

/** What one part holds. */
export interface Piece {
  /** 1..total */
  readonly part: number;
  readonly octets: Uint8Array;
  readonly dataCoding: number;
  readonly shift?: Shift;
  readonly ports?: Ports;
}

/**
 * The body of a message from the parts that came. Each text part is decoded in its own alphabet; where parts are
 * missing the text says so. Data that lacks a part is what came: whoever opens it finds it broken.
 * @param pieces at least one.
 */
export function messageBody(pieces: readonly Piece[], total: number): CarrierIncoming["body"] {
  const sorted = pieces.toSorted((a, b) => a.part - b.part);
  const [first] = sorted;
  if (first && sorted.every(({ dataCoding }) => alphabetOf(dataCoding) === "binary")) {
    const octets = new Uint8Array(Buffer.concat(sorted.map((piece) => piece.octets)));
    return { kind: "data", octets, port: first.ports?.destination };
  }
  const texts: string[] = [];
  let next = 1;
  for (const run of runsOf(sorted)) {
    const [start] = run;
    const end = run.at(-1);
    if (!start || !end) continue;
    if (start.part > next) texts.push(mark(next, start.part - 1, total));
    const octets = run.length === 1 ? start.octets : Buffer.concat(run.map((piece) => piece.octets));
    // Adjacent runs differ in their alphabet only: nothing is between them.
    if (start.part === next && next > 1) texts.push(`${texts.pop() ?? ""}${decode(octets, start)}`);
    else texts.push(decode(octets, start));
    next = end.part + 1;
  }
  if (next <= total) texts.push(mark(next, total, total));
  return { kind: "text", text: texts.join(" ") };
}

/** Neighbours in one alphabet, joined before decoding: phones cut even inside a surrogate pair. */
function runsOf(sorted: readonly Piece[]): Piece[][] {
  const runs: Piece[][] = [];
  for (const piece of sorted) {
    const last = runs.at(-1)?.at(-1);
    const goesOn =
      last?.part === piece.part - 1 &&
      last.dataCoding === piece.dataCoding &&
      last.shift?.locking === piece.shift?.locking &&
      last.shift?.single === piece.shift?.single;
    if (goesOn) runs.at(-1)?.push(piece);
    else runs.push([piece]);
  }
  return runs;
}

function decode(octets: Uint8Array, { dataCoding, shift }: Piece): string {
  // No septet has the eighth bit: the carrier's default alphabet is Latin-1 then.
  const mislabelled = alphabetOf(dataCoding) === "gsm7" && octets.some((octet) => octet > 0x7f);
  return mislabelled ? decodeLatin1(octets) : decodeText(octets, dataCoding, shift);
}

function mark(from: number, to: number, total: number): string {
  return from === to
    ? `[part ${from} of ${total} is missing]`
    : `[parts ${from} to ${to} of ${total} are missing]`;
}
