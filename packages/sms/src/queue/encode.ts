import { type Segment, segmentData, segmentText, type TextOptions } from "../text/index.ts";
import type { MessageContent } from "./content.ts";

/** Segments of one message, with the same reference whenever it is encoded. @throws TextTooLongError */
export function encodeBody(
  { body }: Pick<MessageContent, "body">,
  reference: number,
  options: TextOptions,
): Segment[] {
  if (body.kind === "text") return segmentText(body.text, reference, undefined, options);
  const ports = { destination: body.port, source: body.port };
  const { referenceBits } = options;
  return segmentData(body.octets, reference, { ports, ...(referenceBits ? { referenceBits } : {}) });
}
