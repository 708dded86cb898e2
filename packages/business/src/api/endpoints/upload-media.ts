import { z } from "zod";
import { GraphError } from "../../graph/index.ts";
import { kindOfType, LISTED_TYPES, mimeType, type StagedFile } from "../../media/index.ts";
import { endpoint } from "../endpoint.ts";
import { readMultipart } from "../request/multipart.ts";

/** Octets of a form around its file. */
const FORM_BYTES = 1_048_576;

/** Takes a file in, straight to disk (section 2). The type is the form's `type`, else the part's own. */
export const uploadMedia = endpoint({
  id: "POST /{phone-id}/media",
  priority: 1,
  node: "number",
  scope: "whatsapp_business_messaging",
  summary: "Upload a file, to be sent by its id for 30 days.",
  body: "multipart",
  input: z.looseObject({
    messaging_product: z.string().max(32).optional(),
    type: z.string().max(256).optional(),
  }),
  answer: z.object({ id: z.string() }),
  async run({ context, node: number, input, request }) {
    const { media, longestFile } = context;
    let staged: StagedFile | undefined;
    let part: { readonly type: string; readonly filename: string | undefined } | undefined;
    try {
      const fields = await readMultipart(request, longestFile + FORM_BYTES, async (file) => {
        if (file.field !== "file")
          throw new GraphError(100, { details: "The file comes in the field 'file'." });
        part = file;
        staged = await media.stage(file.body);
      });
      requireProduct(fields.get("messaging_product") ?? input.messaging_product);
      if (staged === undefined || part === undefined) {
        throw new GraphError(100, { details: "The parameter file is required." });
      }
      const type = typeOf([fields.get("type") ?? input.type, part.type]);
      const { id } = await media.keep(number.id, staged, { type, filename: part.filename, origin: "upload" });
      return { id };
    } finally {
      await staged?.[Symbol.asyncDispose]();
    }
  },
});

function requireProduct(product: string | undefined): void {
  if (product?.toLowerCase() === "whatsapp") return;
  throw new GraphError(100, { details: "The parameter messaging_product is required: whatsapp." });
}

function typeOf(told: readonly (string | undefined)[]): string {
  const type = told.map(mimeType).find((one) => one !== undefined);
  if (type !== undefined && kindOfType(type) !== undefined) return type;
  throw new GraphError(100, {
    message: `(#100) Param file must be a file with one of the following types: ${LISTED_TYPES.join(", ")}.`,
    details: "The file's type is not supported.",
  });
}
