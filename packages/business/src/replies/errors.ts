/** Automatic replies that cannot be kept; the message is a sentence for who edits them. */
export class RepliesError extends Error {
  override readonly name = "RepliesError";
}
