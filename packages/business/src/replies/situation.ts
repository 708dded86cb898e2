/** What there is to know about a customer's message. */
export interface Situation {
  /** What the customer wrote or chose; undefined for a picture, a place … */
  readonly text: string | undefined;
  /** The id of the button or row that was tapped, if one was. */
  readonly choice: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Nothing of the customer's came before. */
  readonly isFirst: boolean;
  /** Milliseconds since anybody said anything; undefined when nobody did. */
  readonly silentMs: number | undefined;
  /** The customer's name, if there is one. */
  readonly name: string | undefined;
  readonly isWithPerson: boolean;
  readonly isBlocked: boolean;
  readonly isOptedOut: boolean;
  /** Automatic texts in this thread within `loopMs`. */
  readonly recentTexts: number;
  /** Milliseconds since the customer was told that nobody is there. */
  readonly awaySaidMs: number | undefined;
}
