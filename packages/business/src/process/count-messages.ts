import type { Engine } from "../model/index.ts";

/** Messages whose last status is remembered: what is told again about one counts once. */
const REMEMBERED = 10_000;

/** Counts what becomes of messages from now on. */
export function countMessages(engine: Pick<Engine, "subscribe">): {
  readonly counts: Readonly<Record<string, number>>;
  stop(): void;
} {
  const counts: Record<string, number> = {
    received: 0,
    accepted: 0,
    sent: 0,
    delivered: 0,
    read: 0,
    failed: 0,
  };
  const last = new Map<string, string>();
  const count = (event: string) => {
    counts[event] = (counts[event] ?? 0) + 1;
  };
  const stop = engine.subscribe((event) => {
    if (event.type !== "message") return;
    const { message, isNew } = event;
    if (message.direction === "in") {
      if (isNew) count("received");
      return;
    }
    if (last.get(message.id) === message.status) return;
    count(message.status);
    // The last to change is the last to be forgotten.
    last.delete(message.id);
    last.set(message.id, message.status);
    const [oldest] = last.keys();
    if (last.size > REMEMBERED && oldest !== undefined) last.delete(oldest);
  });
  return { counts, stop };
}
