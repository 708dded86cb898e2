import type { Message } from "@culver/client";

/** A message with only what a test cares about. */
export function message(position: number, changes: Partial<Message> = {}): Message {
  return {
    id: `m${position}`,
    conversation: "p.a.b",
    author: "a",
    outgoing: false,
    position,
    at: position * 1_000,
    status: "received",
    body: { kind: "text", text: `text ${position}` },
    reactions: [],
    starred: false,
    ...changes,
  };
}
