import { z } from "zod";
import type { RepliesTest } from "../../inbox-api.ts";
import { type RepliesDraft, STARTER_WORDS } from "../../model/index.ts";
import { words } from "./call.ts";

const minute = z.int().min(0).max(1440);
const buttons = z.array(words(1, 20)).max(3);
const text = words(0, 4096);

const reply = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("greeting"), text, afterDays: z.number().min(0).max(3650) }),
  z.strictObject({ kind: z.literal("away"), text }),
  z.strictObject({
    kind: z.literal("keyword"),
    words: z.array(words(1, 200)).max(100),
    match: z.enum(["equals", "contains"]),
    ...{ text, buttons, handOver: z.boolean() },
  }),
  z.strictObject({
    kind: z.literal("pattern"),
    pattern: words(1, 1000),
    ...{ text, buttons, handOver: z.boolean() },
  }),
]);

const draft = {
  hours: z.strictObject({
    timeZone: words(1, 64),
    days: z.array(z.array(z.strictObject({ from: minute, to: minute })).max(24)).max(7),
  }),
  rules: z
    .array(z.strictObject({ id: words(1, 100), name: words(1, 100), isOn: z.boolean(), reply }))
    .max(200),
  iceBreakers: z.array(z.strictObject({ question: words(1, 200), answer: words(1, 4096) })).max(20),
  iceBreakerText: words(1, 4096).default(STARTER_WORDS.iceBreakerText),
  iceBreakerButton: words(1, 100).default(STARTER_WORDS.iceBreakerButton),
};

/** What a page edits. What it was opened as may come with it and is not read: version, changedAt, changedBy. */
export const repliesDraft: z.ZodType<RepliesDraft> = z.object(draft);

export const repliesTestBody: z.ZodType<{ test: RepliesTest; draft?: RepliesDraft | undefined }> =
  z.strictObject({
    test: z.strictObject({
      text: words(0, 4096),
      at: z.number().min(0).max(8.64e15),
      isFirst: z.boolean(),
      daysSilent: z.number().min(0).max(36_500).exactOptional(),
    }),
    draft: z.object(draft).optional(),
  });
