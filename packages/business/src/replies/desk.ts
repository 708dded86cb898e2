import type { RepliesTest } from "../inbox-api.ts";
import type { RepliesDesk } from "../model/index.ts";
import { checkDraft } from "./check.ts";
import { compileReplies } from "./compile.ts";
import { decide } from "./decide.ts";
import { RepliesError } from "./errors.ts";
import type { RepliesOptions, RepliesSettings } from "./options.ts";
import type { RepliesVersions } from "./versions.ts";

const DAY_MS = 24 * 3_600_000;

/** How people edit automatic replies. */
export function repliesDesk(
  versions: RepliesVersions,
  accounts: RepliesOptions["accounts"],
  settings: RepliesSettings,
  now: () => number,
): RepliesDesk {
  return {
    get: (number) => versions.current(number),
    async save(number, draft, by) {
      const checked = checkDraft(draft, settings);
      if (!accounts.number(number)) throw new RepliesError("There is no such number any more.");
      return versions.add(number, checked, now(), by);
    },
    history: (number) => versions.history(number),
    async version(number, version) {
      return Number.isSafeInteger(version) && version > 0 && version < 2 ** 31
        ? versions.version(number, version)
        : undefined;
    },
    async test(number, test, draft) {
      const { text, at, isFirst, daysSilent } = checkTest(test);
      const replies =
        draft === undefined ? await versions.compiled(number) : compileReplies(checkDraft(draft, settings));
      const situation = {
        text,
        choice: undefined,
        at,
        isFirst,
        silentMs: daysSilent === undefined ? undefined : daysSilent * DAY_MS,
        // What is shown is how the text is written.
        name: "{{name}}",
        isWithPerson: false,
        isBlocked: false,
        isOptedOut: false,
        recentTexts: 0,
        awaySaidMs: undefined,
      };
      const decision = decide(replies, situation, settings);
      return {
        replies: decision.replies.map(({ rule, name, text, buttons, list }) => ({
          rule,
          name,
          text,
          buttons: buttons.map(({ title }) => title),
          ...(list && {
            list: {
              button: list.button,
              rows: list.rows.map(({ title, description }) => ({
                title,
                ...(description && { description }),
              })),
            },
          }),
        })),
        handOver: decision.handOver !== undefined,
        trace: decision.trace,
      };
    },
  };
}

/** Farthest time that a calendar has, milliseconds. */
const MAX_TIME = 8.64e15;

function checkTest(test: RepliesTest): RepliesTest {
  const { text, at, isFirst, daysSilent }: { readonly [K in keyof RepliesTest]: unknown } = test;
  if (typeof text !== "string") throw new RepliesError("There is no text to test with.");
  if (typeof at !== "number" || !(Math.abs(at) <= MAX_TIME))
    throw new RepliesError("There is no time to test with.");
  const isDays = typeof daysSilent === "number" && daysSilent >= 0 && daysSilent <= 36_500;
  if (daysSilent !== undefined && daysSilent !== null && !isDays) {
    throw new RepliesError("The days of silence are a number from 0.");
  }
  return { text, at, isFirst: isFirst === true, ...(isDays && { daysSilent }) };
}
