import type { OutgoingContent as ClientContent } from "@culver/client";
import type { Channel, OutgoingContent } from "../model/index.ts";
import type { Choice } from "../rendering/index.ts";
import { smsForm } from "./sms-content.ts";
import { clientContent, fileOf } from "./to-client.ts";

/** How a message goes over a channel. */
export interface Planned {
  /** To be fetched before. */
  readonly file: ReturnType<typeof fileOf>;
  /** Without the file, when that can be said; over SMS the text that follows the file. */
  readonly content: ClientContent | undefined;
  /** What can be answered to it by SMS. */
  readonly choices: readonly Choice[];
}

export function plan(content: OutgoingContent, channel: Channel, language: string | undefined): Planned {
  if (channel === "sms") {
    const { file, text, choices } = smsForm(content, language);
    return { file, content: text === undefined ? undefined : { kind: "text", text }, choices };
  }
  const file = fileOf(content);
  return { file, content: file === undefined ? clientContent(content, undefined) : undefined, choices: [] };
}
