import type { Behaviour } from "./behaviour.ts";

/** How a message is called in the answer to its submit, and in receipts. */
export interface MessageIds {
  readonly answered: string;
  readonly receipted: string;
}

/** @param count the message's own number. */
export function messageIds(count: number, style: Behaviour["ids"]): MessageIds {
  const decimal = String(count);
  const hex = count.toString(16);
  switch (style) {
    case "hex-then-decimal":
      return { answered: hex, receipted: decimal };
    case "decimal-then-hex":
      return { answered: decimal, receipted: hex };
    case "padded":
      return { answered: decimal, receipted: decimal.padStart(20, "0") };
    case "case":
      return { answered: `f${hex}`, receipted: `F${hex.toUpperCase()}` };
    case "constant":
      return { answered: "1", receipted: "1" };
    case "decimal":
      return { answered: decimal, receipted: decimal };
  }
}
