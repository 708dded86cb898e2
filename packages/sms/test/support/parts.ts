import type { PartStore, ReceivedPart, StoredPart } from "../../src/reassembly/part-store.ts";
import { parseUserDataHeader, type Segment } from "../../src/text/index.ts";

/** A part as a segment becomes one on its way through a carrier. */
export function partOf({ octets, dataCoding }: Segment, from = "+447700900123"): ReceivedPart {
  const header = parseUserDataHeader(octets);
  if (!header?.concatenation) throw new Error("no part of a long message");
  return {
    from,
    to: "60777",
    dataCoding,
    octets: octets.subarray(header.length),
    concatenation: header.concatenation,
    ...(header.shift ? { shift: header.shift } : {}),
    ...(header.ports ? { ports: header.ports } : {}),
  };
}

/** Parts that outlive the reassembler, as a disk's do. */
export function partsKept(): PartStore & { readonly kept: StoredPart[]; failing: boolean } {
  const kept: StoredPart[] = [];
  const store = {
    kept,
    failing: false,
    async add(part: StoredPart) {
      await Promise.resolve();
      if (store.failing) throw new Error("disk full");
      kept.push(part);
    },
    load: async () => {
      if (store.failing) throw new Error("disk gone");
      return [...kept];
    },
    async remove(message: string) {
      for (let at = kept.length - 1; at >= 0; at--) if (kept[at]?.message === message) kept.splice(at, 1);
    },
  };
  return store;
}
