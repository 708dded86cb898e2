import type { Media, MessageContent } from "../messages/index.ts";

/** The uploaded media that a message is to carry. */
export function mediaIdsOf(content: MessageContent): readonly string[] {
  return mediaOf(content).flatMap(({ source }) => (source.kind === "id" ? [source.id] : []));
}

function mediaOf(content: MessageContent): readonly Media[] {
  if ("media" in content) return [content.media];
  if (content.type === "interactive") {
    const { header } = content.interactive;
    return header !== undefined && header.kind !== "text" ? [header.media] : [];
  }
  if (content.type !== "template") return [];
  return content.template.components.flatMap(({ parameters }) =>
    parameters.flatMap((parameter) => ("media" in parameter ? [parameter.media] : [])),
  );
}
