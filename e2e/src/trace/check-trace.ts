import { type BinaryCodec, parseSm } from "@culver/protocol";
import { ServerFrames } from "./server-frames.ts";
import { systemCalls } from "./strace-events.ts";

export interface TraceResult {
  readonly acknowledgements: number;
  /** The highest count that was acknowledged. */
  readonly covered: number;
  readonly syncs: number;
  /** Numbers of stanzas that were covered before they were safe, or never found on disk. */
  readonly early: readonly number[];
  readonly leastMargin: number;
}

/** Where a stanza is on its way to the disk. */
interface Safety {
  /** Ends of the writes that hold it, by file. */
  readonly written: Map<string, number>;
  safeAt: number | undefined;
}

/** Walks through the trace once, in order. `marks[n]` belong to stanza n+1 of the stream whose acknowledgements are checked: the last one enabled. */
export function checkTrace(
  text: string,
  marks: readonly (readonly Uint8Array[])[],
  codec: BinaryCodec,
): TraceResult {
  const calls = [...systemCalls(text)].sort((a, b) => a.ended - b.ended);
  const stanzas: Safety[] = marks.map(() => ({ written: new Map(), safeAt: undefined }));
  const open = new Set(marks.flatMap((each, index) => (each.length > 0 ? [index] : [])));
  const acks: { readonly at: number; readonly h: number }[] = [];
  const sockets = new Map<string, ServerFrames>();
  let stream: string | undefined;
  let syncs = 0;
  for (const call of calls) {
    if (!call.ok) continue;
    if (call.name === "fdatasync" || call.name === "fsync") {
      syncs++;
      for (const stanza of stanzas) settle(stanza, call);
    } else if (call.target.startsWith("socket:")) {
      const frames = sockets.get(call.target) ?? new ServerFrames();
      sockets.set(call.target, frames);
      for (const frame of frames.push(call.data)) {
        const sm = parseSm(codec.decode(frame));
        if (sm?.kind === "enabled") {
          stream = call.target;
          acks.length = 0;
        } else if (sm?.kind === "resumed") stream = call.target;
        else if (sm?.kind === "a" && call.target === stream) acks.push({ at: call.begun, h: sm.h });
      }
    } else {
      const data = Buffer.from(call.data.buffer, call.data.byteOffset, call.data.byteLength);
      for (const index of open) {
        if (!marks[index]?.some((mark) => data.includes(Buffer.from(mark)))) continue;
        stanzas[index]?.written.set(call.target, call.ended);
        open.delete(index);
      }
    }
  }
  return verdict(stanzas, marks, acks, syncs);
}

function settle(
  stanza: Safety,
  sync: { readonly target: string; readonly begun: number; readonly ended: number },
): void {
  const written = stanza.written.get(sync.target);
  if (stanza.safeAt === undefined && written !== undefined && written < sync.begun)
    stanza.safeAt = sync.ended;
}

function verdict(
  stanzas: readonly Safety[],
  marks: readonly (readonly Uint8Array[])[],
  acks: readonly { readonly at: number; readonly h: number }[],
  syncs: number,
): TraceResult {
  const early: number[] = [];
  let covered = 0;
  let leastMargin = Number.POSITIVE_INFINITY;
  for (const { at, h } of acks) {
    for (let n = covered; n < Math.min(h, stanzas.length); n++) {
      if (marks[n]?.length === 0) continue;
      const safeAt = stanzas[n]?.safeAt;
      if (safeAt === undefined || safeAt >= at) early.push(n + 1);
      else leastMargin = Math.min(leastMargin, at - safeAt);
    }
    covered = Math.max(covered, h);
  }
  return { acknowledgements: acks.length, covered, syncs, early, leastMargin };
}
