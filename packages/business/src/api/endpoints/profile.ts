import { z } from "zod";
import { GraphError, selectFields } from "../../graph/index.ts";
import { listOf, product, reading, SUCCESS, success } from "../answers.ts";
import { endpoint } from "../endpoint.ts";
import { nodeFields } from "../lists.ts";
import { setPicture } from "../profile-picture.ts";
import { readPage, writePage } from "../store/pages.ts";

const scope = "whatsapp_business_management";

const PROFILE_FIELDS = nodeFields("WhatsAppBusinessProfile", [
  ...["messaging_product", "about", "address", "description", "email", "profile_picture_url"],
  ...["websites", "vertical"],
]);

const VERTICALS = [
  ...[
    "UNDEFINED",
    "OTHER",
    "AUTO",
    "BEAUTY",
    "APPAREL",
    "EDU",
    "ENTERTAIN",
    "EVENT_PLAN",
    "FINANCE",
    "GROCERY",
  ],
  ...["GOVT", "HOTEL", "HEALTH", "NONPROFIT", "PROF_SERVICES", "RETAIL", "TRAVEL", "RESTAURANT", "NOT_A_BIZ"],
  ...["ALCOHOL", "ONLINE_GAMBLING", "PHYSICAL_GAMBLING", "OTC_DRUGS", "MATRIMONY_SERVICE"],
] as const;

const website = z
  .string()
  .max(256)
  .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ""), "must be a URL of http or https");

export const getProfile = endpoint({
  id: "GET /{phone-id}/whatsapp_business_profile",
  priority: 1,
  node: "number",
  scope,
  summary: "What customers see of a business.",
  input: reading,
  answer: listOf(z.looseObject({ messaging_product: z.string().optional() })),
  async run({ node, context, fields }) {
    const { picture, ...profile } = await readPage(context.database, node.id, "profile");
    const shown = {
      ...profile,
      ...(typeof picture === "string" && { profile_picture_url: context.media.publicUrl(picture) }),
    };
    // Told whatever was asked for.
    return { data: [{ ...selectFields(shown, PROFILE_FIELDS, fields), messaging_product: "whatsapp" }] };
  },
});

/** What is not given stays; an empty text takes a field off. */
export const changeProfile = endpoint({
  id: "POST /{phone-id}/whatsapp_business_profile",
  priority: 1,
  node: "number",
  scope,
  summary: "Change what customers see of a business.",
  input: z.object({
    messaging_product: product,
    about: z.string().min(1).max(139).optional(),
    address: z.string().max(256).optional(),
    description: z.string().max(512).optional(),
    email: z.union([z.literal(""), z.email().max(128)]).optional(),
    websites: z
      .array(z.union([z.literal(""), website]))
      .max(2)
      .optional(),
    vertical: z.enum(["", ...VERTICALS]).optional(),
    profile_picture_handle: z.string().max(1_024).optional(),
  }),
  answer: success,
  async run({ node, context, input: { messaging_product, profile_picture_handle: handle, ...change } }) {
    if (messaging_product?.toLowerCase() !== "whatsapp") {
      throw new GraphError(100, { details: "The parameter messaging_product is required: whatsapp." });
    }
    const picture = handle === undefined ? undefined : await setPicture(node, handle, context);
    const said = {
      ...change,
      ...(change.websites && { websites: change.websites.filter((site) => site !== "") }),
      ...(picture !== undefined && { picture }),
    };
    const old = await context.database.transaction(async (tx) => {
      await tx.lock(`business_number_pages ${node.id}`);
      const held = await readPage(tx, node.id, "profile");
      await writePage(tx, node.id, "profile", { ...held, ...said }, context.now());
      return held.picture;
    });
    if (picture !== undefined && typeof old === "string") await context.media.delete(old);
    return SUCCESS;
  },
});
