import type { Row, Value } from "@culver/storage";
import type { PartOutcome } from "../carrier/port.ts";
import type { MessageState } from "../receipts/receipt-states.ts";
import type { TextOptions } from "../text/index.ts";

/** Before parts are submitted: from here on, and until their answers, the carrier may have them. */
export interface Submitted {
  readonly kind: "submitted";
  readonly carrier: string;
  /** Of `total`. */
  readonly parts: readonly number[];
  readonly total: number;
  /** How the text was encoded; the same again when only some parts are left. */
  readonly options: TextOptions;
  /** Why this carrier, in words. */
  readonly why: string;
  readonly uncertain: boolean;
  readonly voice: boolean;
}

/** What the carrier answered for each part it was given. */
export interface Answered {
  readonly kind: "answered";
  readonly carrier: string;
  readonly outcomes: readonly PartOutcome[];
}

/** A final receipt for a part. */
export interface Receipted {
  readonly kind: "receipt";
  readonly carrier: string;
  readonly part: number;
  readonly state: MessageState;
  readonly code: string | undefined;
}

/** It waits, for so long, in words why. */
export interface Postponed {
  readonly kind: "postponed";
  readonly carrier: string | undefined;
  readonly milliseconds: number;
  readonly why: string;
}

/** The rules hold it back: the time does not count towards its validity. */
export interface Held {
  readonly kind: "held";
  readonly carrier: undefined;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** It goes to another carrier although one has accepted it. */
export interface Abandoned {
  readonly kind: "abandoned";
  readonly carrier: string;
  readonly parts: readonly number[];
  readonly why: string;
}

export interface Failed {
  readonly kind: "failed";
  readonly carrier: string | undefined;
  readonly code: string | undefined;
  readonly reason: string;
}

/** One thing that happened to a message. */
export type MessageEvent = Submitted | Answered | Receipted | Postponed | Held | Abandoned | Failed;

export const RECEIPT_KIND = 3;
const KINDS = {
  submitted: 1,
  answered: 2,
  receipt: RECEIPT_KIND,
  postponed: 4,
  abandoned: 5,
  failed: 6,
  held: 7,
} as const;
const NAMES = new Map<number, MessageEvent["kind"]>(
  (Object.keys(KINDS) as MessageEvent["kind"][]).map((name) => [KINDS[name], name]),
);

export const EVENT_COLUMNS = ["message", "n", "at", "kind", "carrier", "part", "code", "detail"] as const;

export interface EventRow extends Row {
  readonly message: number;
  readonly n: number;
  readonly at: number;
  readonly kind: number;
  readonly carrier: string | null;
  readonly part: number | null;
  readonly code: string | null;
  readonly detail: string | null;
}

/** The event's row, in the order of `EVENT_COLUMNS`. */
export function eventRow(message: number, n: number, at: number, event: MessageEvent): Value[] {
  const part = event.kind === "receipt" ? event.part : null;
  const code = "code" in event ? (event.code ?? null) : null;
  return [message, n, at, KINDS[event.kind], event.carrier ?? null, part, code, detailOf(event)];
}

function detailOf(event: MessageEvent): string {
  switch (event.kind) {
    case "receipt":
      return event.state;
    case "failed":
      return event.reason;
    default: {
      const { kind: _, carrier: __, ...rest } = event;
      return JSON.stringify(rest);
    }
  }
}

/** Reads a row back. Undefined for a kind a newer version wrote. */
export function eventOf(row: EventRow): MessageEvent | undefined {
  const kind = NAMES.get(row.kind);
  const detail = row.detail ?? "";
  const code = row.code ?? undefined;
  const carrier = row.carrier ?? undefined;
  if (kind === "receipt") {
    return { kind, carrier: carrier ?? "", part: row.part ?? 0, state: detail as MessageState, code };
  }
  if (kind === "failed") return { kind, carrier, code, reason: detail };
  return kind && ({ ...(JSON.parse(detail) as MessageEvent), kind, carrier } as MessageEvent);
}
