import { z } from "zod";
import type { RepliesDraft } from "../model/index.ts";
import { STARTER_WORDS } from "../model/index.ts";
import { RepliesError } from "./errors.ts";
import type { RepliesSettings } from "./options.ts";

/** Text that both engines store as it is. */
const text = z
  .string()
  .max(20_000)
  .transform((held) => held.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\ufffd"));
const trimmed = text.transform((held) => held.trim());

const answer = {
  text: trimmed,
  buttons: z.array(trimmed).max(20).default([]),
  handOver: z.boolean().default(false),
};

const reply = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("greeting"), text: trimmed, afterDays: z.number().int().min(0).max(36_500) }),
  z.object({ kind: z.literal("away"), text: trimmed }),
  z.object({
    kind: z.literal("keyword"),
    words: z.array(trimmed).max(1_000),
    match: z.enum(["equals", "contains"]),
    ...answer,
  }),
  z.object({ kind: z.literal("pattern"), pattern: text, ...answer }),
]);

const span = z.object({ from: z.number().int(), to: z.number().int() });

const draftSchema = z.object({
  hours: z.object({ timeZone: z.string().max(100), days: z.array(z.array(span).max(24)).length(7) }),
  rules: z.array(z.object({ id: z.string().max(200), name: trimmed, isOn: z.boolean(), reply })).max(10_000),
  iceBreakers: z.array(z.object({ question: trimmed, answer: trimmed })).max(1_000),
  iceBreakerText: trimmed.default(STARTER_WORDS.iceBreakerText),
  iceBreakerButton: trimmed.default(STARTER_WORDS.iceBreakerButton),
});

/**
 * What came from a page as what it must be, without what does not belong there.
 * @throws {RepliesError}
 */
export function shapeDraft(given: unknown, settings: RepliesSettings): RepliesDraft {
  const result = draftSchema.safeParse(given);
  if (!result.success) {
    const where = result.error.issues[0]?.path.map(String).join(".") || "the whole";
    throw new RepliesError(
      `These are not automatic replies as they must be: ${where.slice(0, 100)} is wrong.`,
      {
        cause: result.error,
      },
    );
  }
  if (result.data.rules.length > settings.rules) {
    throw new RepliesError(
      `There are ${result.data.rules.length} rules; at most ${settings.rules} are possible.`,
    );
  }
  return result.data;
}
