import type { Media } from "../messages/index.ts";
import type { OutgoingContent } from "../model/index.ts";
import { type Choice, renderSms, type SmsContent } from "../rendering/index.ts";
import { fileOf } from "./to-client.ts";

/** What a phone gets: a file, a text, or both, the file first. */
export interface SmsForm {
  readonly file?: ReturnType<typeof fileOf>;
  readonly text?: string;
  readonly choices: readonly Choice[];
}

/** A message as phones get it. Files go as links, which the device makes; the words around them are rendered. */
export function smsForm(content: OutgoingContent, language: string | undefined, quoted?: string): SmsForm {
  const file = fileOf(content);
  if (file !== undefined && content.type === file.kind) return { file, choices: [] };
  const rendering = renderSms(withoutFile(content), {
    linkTo: noLink,
    ...(language !== undefined && { language }),
    ...(quoted !== undefined && { quoted }),
  });
  return {
    ...(file !== undefined && { file }),
    ...(rendering !== undefined && { text: rendering.text }),
    choices: rendering?.choices ?? [],
  };
}

const noLink = (_media: Media): string => "";

function withoutFile(content: OutgoingContent): SmsContent {
  if (content.type === "template") {
    const { header, ...template } = content.rendered;
    const isFile = header !== undefined && "media" in header;
    return {
      type: "rendered_template",
      template: { ...template, ...(header !== undefined && !isFile && { header }) },
    };
  }
  if (content.type !== "interactive") return content;
  const { header, ...interactive } = content.interactive;
  return header?.kind === "text"
    ? content
    : { type: "interactive", interactive: interactive as typeof content.interactive };
}
