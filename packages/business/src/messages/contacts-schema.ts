import { z } from "zod";
import type { ContactCard } from "./content.ts";
import { broken } from "./issues.ts";
import { someWords, unpacked, words } from "./lenient.ts";
import type { MessageLimits } from "./limits.ts";

/** `contacts` of section 3: at least one card, each with a formatted name. */
export function contactsSchema(limits: MessageLimits): z.ZodType<readonly ContactCard[]> {
  const field = words(limits.contactField).optional();
  const several = <Shape extends z.ZodRawShape>(shape: Shape) =>
    z.array(z.object(shape)).max(limits.contacts).optional();
  const card = z.object({
    name: z.object({
      formatted_name: someWords(limits.contactField),
      first_name: field,
      last_name: field,
      middle_name: field,
      prefix: field,
      suffix: field,
    }),
    phones: several({ phone: field, type: field, wa_id: field }),
    emails: several({ email: field, type: field }),
    addresses: several({
      street: field,
      city: field,
      state: field,
      zip: field,
      country: field,
      country_code: field,
      type: field,
    }),
    org: z.object({ company: field, department: field, title: field }).optional(),
    urls: several({ url: field, type: field }),
    birthday: z
      .string()
      .refine((text) => /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text), broken(131009, "must be YYYY-MM-DD"))
      .optional(),
  });
  return unpacked(
    z
      .array(card)
      .refine((cards) => cards.length > 0, broken(131008, "must have at least one contact"))
      .refine(
        (cards) => cards.length <= limits.contacts,
        broken(131009, `must have at most ${limits.contacts} contacts`),
      ),
  );
}
