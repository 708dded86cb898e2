import type { MessageBody } from "@culver/client";

/** What a person has sent, in contrast to what stands for it or beside it. */
export type Content = Extract<MessageBody, { kind: "text" | "attachment" }>;

export function isContent(body: MessageBody): body is Content {
  return body.kind === "text" || body.kind === "attachment";
}
