import { z } from "zod";
import { defaultMessageLimits as limits } from "../messages/index.ts";

// Section 3 in its plain form. The API takes more than this: numbers as strings, types in any case, forms.

const text = (most: number) => z.string().max(most);
const url = z.url().max(limits.link);

const source = { id: z.string().optional(), link: url.optional().describe("Instead of id: it is fetched.") };
const caption = text(limits.caption).optional();
const captioned = z.object({ ...source, caption });
const file = captioned.extend({ filename: text(limits.filename).optional() });

const field = text(limits.contactField).optional();
const contact = z.object({
  name: z.object({
    ...{ formatted_name: text(limits.contactField), first_name: field, last_name: field },
    ...{ middle_name: field, prefix: field, suffix: field },
  }),
  phones: z.array(z.object({ phone: field, type: field, wa_id: field })).optional(),
  emails: z.array(z.object({ email: field, type: field })).optional(),
  addresses: z
    .array(
      z.object({
        ...{ street: field, city: field, state: field, zip: field },
        ...{ country: field, country_code: field, type: field },
      }),
    )
    .optional(),
  org: z.object({ company: field, department: field, title: field }).optional(),
  urls: z.array(z.object({ url: field, type: field })).optional(),
  birthday: field,
});

const location = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  ...{ name: field, address: field },
});

const header = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: text(limits.interactiveHeader) }),
  z.object({ type: z.literal("image"), image: captioned }),
  z.object({ type: z.literal("video"), video: captioned }),
  z.object({ type: z.literal("document"), document: file }),
]);
const frame = {
  header: header.optional(),
  body: z.object({ text: text(limits.interactiveBody) }),
  footer: z.object({ text: text(limits.interactiveFooter) }).optional(),
};
const reply = z.object({ id: text(limits.buttonId), title: text(limits.buttonTitle) });
const row = z.object({
  id: text(limits.rowId),
  title: text(limits.rowTitle),
  description: text(limits.rowDescription).optional(),
});
const section = z.object({
  title: text(limits.sectionTitle).optional(),
  rows: z.array(row).max(limits.listRows),
});

const interactive = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("button"),
    ...frame,
    action: z.object({
      buttons: z
        .array(z.object({ type: z.literal("reply"), reply }))
        .min(1)
        .max(limits.buttons),
    }),
  }),
  z.object({
    type: z.literal("list"),
    ...frame,
    body: z.object({ text: text(limits.listBody) }),
    action: z.object({
      button: text(limits.listButton),
      sections: z.array(section).min(1).max(limits.listSections),
    }),
  }),
  z.object({
    type: z.literal("cta_url"),
    ...frame,
    action: z.object({
      name: z.literal("cta_url"),
      parameters: z.object({ display_text: text(limits.urlButtonText), url }),
    }),
  }),
  z.object({
    type: z.literal("location_request_message"),
    body: frame.body,
    action: z.object({ name: z.literal("send_location") }),
  }),
]);

const fallback = z.object({ fallback_value: text(limits.templateParameter) });
const parameter = z.object({
  type: z.enum([
    ...(["text", "currency", "date_time", "image", "video", "document", "location"] as const),
    ...(["payload", "coupon_code"] as const),
  ]),
  parameter_name: text(limits.templateName).optional().describe("Of templates whose variables have names."),
  text: text(limits.templateParameter).optional(),
  currency: fallback.extend({ code: z.string(), amount_1000: z.number() }).optional(),
  date_time: fallback.optional(),
  ...{ image: captioned.optional(), video: captioned.optional(), document: file.optional() },
  location: location.optional(),
  payload: text(limits.templateParameter).optional(),
  coupon_code: text(limits.templateParameter).optional(),
});
const template = z.object({
  name: text(limits.templateName),
  language: z.object({ code: z.string(), policy: z.literal("deterministic").optional() }),
  components: z
    .array(
      z.object({
        type: z.enum(["header", "body", "button"]),
        sub_type: z.enum(["quick_reply", "url", "copy_code"]).optional().describe("Of a button."),
        index: z.string().optional().describe("Of a button, from 0."),
        parameters: z.array(parameter),
      }),
    )
    .optional(),
});

const TYPES = [
  ...(["text", "image", "video", "audio", "document", "sticker", "reaction"] as const),
  ...(["location", "contacts", "interactive", "template"] as const),
] as const;

/** The body of POST /{phone-id}/messages, as the API is described. */
export const messageBody = z.object({
  messaging_product: z.literal("whatsapp"),
  recipient_type: z.enum(["individual", "group"]).optional(),
  to: z.string().optional().describe("A phone number."),
  recipient: z.string().optional().describe("A user id, instead of a phone number."),
  type: z.enum(TYPES).optional().describe("text, unless said."),
  text: z.object({ body: text(limits.textBody), preview_url: z.boolean().optional() }).optional(),
  image: captioned.optional(),
  video: captioned.optional(),
  audio: z.object({ ...source, voice: z.boolean().optional() }).optional(),
  document: file.optional(),
  sticker: z.object(source).optional(),
  reaction: z.object({ message_id: z.string(), emoji: z.string().describe("Empty: taken back.") }).optional(),
  location: location.optional(),
  contacts: z.array(contact).max(limits.contacts).optional(),
  interactive: interactive.optional(),
  template: template.optional(),
  context: z.object({ message_id: z.string() }).optional().describe("The message that is quoted."),
  biz_opaque_callback_data: text(limits.callbackData).optional().describe("Comes back with every status."),
  status: z
    .literal("read")
    .optional()
    .describe("With message_id alone: that message and those before it are read."),
  message_id: z.string().optional(),
  typing_indicator: z
    .object({ type: z.literal("text") })
    .optional()
    .describe("With status: somebody is typing."),
});
