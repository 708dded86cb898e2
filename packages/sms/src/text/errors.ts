/** A character of the text is not in the alphabet asked for. The text itself is not in the message. */
export class UnencodableTextError extends Error {
  override readonly name = "UnencodableTextError";
  constructor(alphabet: string) {
    super(`a character is not in ${alphabet}`);
  }
}

/** The text or data needs more parts than allowed, or than one concatenated message can have. */
export class TextTooLongError extends Error {
  override readonly name = "TextTooLongError";
  readonly segments: number;
  readonly limit: number;

  constructor(segments: number, limit: number) {
    super(`the message needs ${segments} segments, the limit is ${limit}`);
    this.segments = segments;
    this.limit = limit;
  }
}
