import { type EventRow, eventOf } from "../queue/events.ts";
import type { MessageRow, MessageStore } from "../queue/message-store.ts";
import { referenceOf } from "../queue/queued-message.ts";
import { receiptWords } from "../receipts/words.ts";
import type { SmsStatus } from "./message.ts";
import type { MessageTrace, TraceEvent } from "./trace.ts";

/** The traces of these messages, in their order. */
export async function tracesOf(
  store: MessageStore,
  rows: readonly MessageRow[],
): Promise<readonly MessageTrace[]> {
  const events = new Map<number, EventRow[]>();
  for (const row of await store.events(rows.map(({ seq }) => seq))) {
    const list = events.get(row.message);
    if (list) list.push(row);
    else events.set(row.message, [row]);
  }
  return rows.map((row) => traceOf(row, events.get(row.seq) ?? []));
}

function traceOf(row: MessageRow, rows: readonly EventRow[]): MessageTrace {
  const events: TraceEvent[] = [{ at: row.created_at, kind: "queued", words: `queued as ${row.purpose}` }];
  let parts = 0;
  for (const eventRow of rows) {
    const event = eventOf(eventRow);
    if (event?.kind === "submitted") parts = event.total;
    events.push(...traceEvents(eventRow));
  }
  const state = outcomeOf(row) ?? (isSent(rows, parts) ? "sent" : "queued");
  if (row.outcome === "delivered" && row.finished_at !== null) {
    events.push({ at: row.finished_at, kind: "delivered", words: "every part was delivered" });
  }
  return {
    id: row.id,
    reference: referenceOf(row),
    purpose: row.purpose,
    parts,
    state,
    queuedAt: row.created_at,
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
    events,
  };
}

const outcomeOf = ({ outcome }: MessageRow): SmsStatus["state"] | undefined =>
  outcome === "sent" || outcome === "delivered" || outcome === "failed" ? outcome : undefined;

function isSent(rows: readonly EventRow[], parts: number): boolean {
  const accepted = new Set<number>();
  for (const row of rows) {
    const event = eventOf(row);
    if (event?.kind === "submitted") for (const part of event.parts) accepted.delete(part);
    if (event?.kind !== "answered") continue;
    for (const outcome of event.outcomes) if (outcome.kind === "accepted") accepted.add(outcome.part);
  }
  return parts > 0 && accepted.size === parts;
}

/** One row in words; one that concerns several parts becomes several events. */
function traceEvents(row: EventRow): TraceEvent[] {
  const event = eventOf(row);
  if (!event) return [];
  const { at } = row;
  const carrier = event.carrier === undefined ? {} : { carrier: event.carrier };
  switch (event.kind) {
    case "submitted": {
      const again = event.uncertain ? "submitted again, uncertain: it may already have it" : "submitted";
      return [
        { at, kind: "chosen", ...carrier, words: event.why },
        ...event.parts.map((part): TraceEvent => ({ at, kind: "submitted", ...carrier, part, words: again })),
      ];
    }
    case "answered":
      return event.outcomes.map((outcome) => ({
        at,
        kind: "answered",
        ...carrier,
        part: outcome.part,
        ...("code" in outcome ? { code: outcome.code } : {}),
        words: outcome.kind === "accepted" ? "accepted" : `${outcome.kind}: ${outcome.words}`,
      }));
    case "receipt": {
      const code = event.code === undefined ? {} : { code: event.code };
      const words = receiptWords(event.state, event.code);
      return [{ at, kind: "receipt", ...carrier, part: event.part, ...code, words }];
    }
    case "postponed": {
      const words = `tried again in ${(event.milliseconds / 1000).toFixed(1)} s: ${event.why}`;
      return [{ at, kind: "retry", ...carrier, words }];
    }
    case "held": {
      const words = `held back by the rules until ${new Date(event.until).toISOString()}`;
      return [{ at, kind: "retry", words }];
    }
    case "abandoned":
      return [{ at, kind: "retry", ...carrier, words: `goes to another carrier: ${event.why}` }];
    case "failed": {
      const code = event.code === undefined ? {} : { code: event.code };
      return [{ at, kind: "failed", ...carrier, ...code, words: event.reason }];
    }
  }
}

/** The last status of a finished message. */
export async function lastStatus(store: MessageStore, row: MessageRow): Promise<SmsStatus | undefined> {
  const state = outcomeOf(row);
  if (state === undefined) return undefined;
  const events = (await store.events([row.seq])).map(eventOf);
  const failed = events.findLast((event) => event?.kind === "failed");
  const carrier = failed?.carrier ?? events.findLast((event) => event?.carrier !== undefined)?.carrier;
  return {
    id: row.id,
    purpose: row.purpose,
    state,
    ...(failed?.kind === "failed" ? { reason: failed.reason } : {}),
    ...(failed?.kind === "failed" && failed.code !== undefined ? { code: failed.code } : {}),
    ...(carrier === undefined ? {} : { carrier }),
    at: row.finished_at ?? row.created_at,
  };
}
