import { z } from "zod";

/** Most changes answer this. */
export const success = z.object({ success: z.boolean() });
export const SUCCESS = { success: true } as const;

const cursors = z.object({ before: z.string(), after: z.string() });

/** A list of section 1. */
export const listOf = (item: z.ZodType) =>
  z.object({
    data: z.array(item),
    paging: z.object({ cursors, previous: z.string().optional(), next: z.string().optional() }).optional(),
  });

/** What every GET of a node takes. */
export const reading = z.object({ fields: z.string().max(4_096).optional() });

/** What every GET of a list takes. */
export const paging = reading.extend({
  limit: z.number().int().min(1).max(999_999_999).optional(),
  after: z.string().max(1_024).optional(),
  before: z.string().max(1_024).optional(),
});

/** `messaging_product`, which some calls send and nobody needs. */
export const product = z.string().max(32).optional();
