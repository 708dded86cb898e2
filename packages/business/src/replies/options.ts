import type { Database } from "@culver/storage";
import type { Accounts } from "../model/index.ts";

/** Limits of automatic replies; every figure a setting. Lengths in code points. */
export interface RepliesSettings {
  readonly rules: number;
  readonly words: number;
  readonly wordLength: number;
  readonly patternLength: number;
  readonly nameLength: number;
  readonly textLength: number;
  /** Of a text with buttons (section 3). */
  readonly buttonsTextLength: number;
  readonly buttons: number;
  readonly buttonLength: number;
  readonly iceBreakers: number;
  readonly questionLength: number;
  /** Of a list (section 3). */
  readonly rowLength: number;
  readonly rowDescriptionLength: number;
  readonly listButtonLength: number;
  /** How much of a customer's text is looked at. */
  readonly lookedAt: number;
  /** Milliseconds for which a customer is not told again that nobody is there. */
  readonly awayEveryMs: number;
  /** Not more automatic texts in a thread… */
  readonly loopTexts: number;
  /** …in so many milliseconds: two machines do not talk to each other for ever. */
  readonly loopMs: number;
  /** A message that is older than this when its turn comes gets no automatic answer, milliseconds. */
  readonly answerWithinMs: number;
  /** Where a number that has no opening hours yet is, IANA. */
  readonly timeZone: string;
  /** Milliseconds for which it is remembered what was said to which message. */
  readonly keepMs: number;
}

export const defaultRepliesSettings: RepliesSettings = {
  rules: 100,
  words: 50,
  wordLength: 100,
  patternLength: 256,
  nameLength: 60,
  textLength: 4_096,
  buttonsTextLength: 1_024,
  buttons: 3,
  buttonLength: 20,
  iceBreakers: 10,
  questionLength: 80,
  rowLength: 24,
  rowDescriptionLength: 72,
  listButtonLength: 20,
  lookedAt: 1_000,
  awayEveryMs: 12 * 3_600_000,
  loopTexts: 10,
  loopMs: 10 * 60_000,
  answerWithinMs: 24 * 3_600_000,
  timeZone: "Etc/UTC",
  keepMs: 7 * 24 * 3_600_000,
};

export interface RepliesOptions {
  /** Migrated with BUSINESS_MIGRATIONS. */
  readonly database: Database;
  readonly accounts: Pick<Accounts, "number">;
  readonly settings?: Partial<RepliesSettings> | undefined;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
  readonly log?: { warn(fields: object, message: string): void } | undefined;
}
