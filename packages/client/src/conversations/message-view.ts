import type { Message } from "../api.ts";
import type { MessageRecord, ReactionRecord } from "../records/message-record.ts";

export function messageView(record: MessageRecord): Message {
  return {
    id: record.id,
    conversation: record.conversation,
    author: record.author,
    outgoing: record.outgoing,
    position: record.position,
    at: record.at,
    status: record.status,
    ...(record.failure === undefined ? {} : { failure: record.failure }),
    body: record.body,
    ...(record.replyTo === undefined ? {} : { replyTo: record.replyTo }),
    ...(record.editedAt === undefined ? {} : { editedAt: record.editedAt }),
    reactions: groupReactions(record.reactions),
    starred: record.starred,
  };
}

/** One entry per emoji, in the order of its first use. */
export function groupReactions(reactions: readonly ReactionRecord[]): Message["reactions"] {
  const authors = new Map<string, string[]>();
  for (const { emoji, author } of reactions) {
    const known = authors.get(emoji);
    if (known === undefined) authors.set(emoji, [author]);
    else known.push(author);
  }
  return [...authors].map(([emoji, by]) => ({ emoji, authors: by }));
}

/** One reaction per author; an empty emoji takes it back. */
export function withReaction(
  reactions: readonly ReactionRecord[],
  author: string,
  emoji: string,
): readonly ReactionRecord[] {
  const others = reactions.filter((reaction) => reaction.author !== author);
  return emoji === "" ? others : [...others, { author, emoji }];
}
