import type { MessageTrace } from "@culver/sms";
import type { Context } from "../command.ts";
import { columns } from "./columns.ts";

/** The way of a message: a line each, with the milliseconds since it came. */
export function printTrace({ out }: Pick<Context, "out">, trace: MessageTrace, json: boolean): void {
  if (json) {
    out(`${JSON.stringify(trace)}\n`);
    return;
  }
  const { id, reference, purpose, parts, state, queuedAt, events } = trace;
  const queued = new Date(queuedAt).toISOString();
  out(`${id}  ${purpose}, ${parts} ${parts === 1 ? "part" : "parts"}, reference ${reference}: ${state}\n`);
  const rows = events.map((event) => [
    `+${event.at - queuedAt} ms`,
    event.kind,
    event.part === undefined ? "" : `part ${event.part + 1}`,
    event.carrier ?? "",
    event.words,
  ]);
  out(`${columns([queued, "what", "part", "carrier", "words"], rows)}\n`);
}
