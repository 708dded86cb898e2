import type { ContentTypeName } from "ts-mls";
import { decodeMessage } from "../mls/message.ts";

export interface PrivateMessageHeader {
  readonly groupId: Uint8Array;
  readonly epoch: bigint;
  readonly contentType: ContentTypeName;
}

/** The part of a PrivateMessage that is not encrypted (RFC 9420 section 6.3). @throws MalformedError */
export function parsePrivateMessageHeader(bytes: Uint8Array): PrivateMessageHeader {
  const { groupId, epoch, contentType } = decodeMessage(bytes, "mls_private_message").privateMessage;
  return { groupId: groupId.slice(), epoch, contentType };
}
