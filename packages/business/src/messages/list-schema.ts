import { z } from "zod";
import type { ListSection } from "./content.ts";
import { broken } from "./issues.ts";
import { someWords, unpacked, words } from "./lenient.ts";
import type { MessageLimits } from "./limits.ts";

/** `action` of a list message (section 3). */
export function listActionSchema(
  limits: MessageLimits,
): z.ZodType<{ button: string; sections: readonly ListSection[] }> {
  const row = z.object({
    id: someWords(limits.rowId),
    title: someWords(limits.rowTitle),
    description: words(limits.rowDescription)
      .transform((text) => text || undefined)
      .optional(),
  });
  const section = z.object({
    title: words(limits.sectionTitle)
      .transform((text) => text || undefined)
      .optional(),
    rows: unpacked(
      z.array(row).refine((rows) => rows.length > 0, broken(131009, "must have at least one row")),
    ),
  });
  const idsOf = (sections: readonly ListSection[]) =>
    sections.flatMap(({ rows }) => rows.map(({ id }) => id));
  return unpacked(
    z.object({
      button: someWords(limits.listButton),
      sections: unpacked(
        z
          .array(section)
          .refine(
            (sections) => sections.length >= 1 && sections.length <= limits.listSections,
            broken(131009, `must have from 1 to ${limits.listSections} sections`),
          )
          .refine(
            (sections) => idsOf(sections).length <= limits.listRows,
            broken(131009, `must have at most ${limits.listRows} rows in all`),
          )
          .refine(
            (sections) => sections.length < 2 || sections.every(({ title }) => title !== undefined),
            broken(131008, "must each have a title when there is more than one"),
          )
          .refine(
            (sections) => new Set(idsOf(sections)).size === idsOf(sections).length,
            broken(131009, "must have rows with distinct ids"),
          ),
      ),
    }),
  );
}
