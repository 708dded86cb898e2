import { createPublicKey } from "node:crypto";
import { z } from "zod";
import { GraphError } from "../../graph/index.ts";
import { listOf, reading, SUCCESS, success } from "../answers.ts";
import { endpoint } from "../endpoint.ts";
import { readPage, writePage } from "../store/pages.ts";

const described = { priority: 2, node: "number", scope: "whatsapp_business_messaging" } as const;

/** The key that flows encrypt to; stored, and used by nobody here. */
export const getEncryption = endpoint({
  ...described,
  id: "GET /{phone-id}/whatsapp_business_encryption",
  summary: "The public key of the business, as it was stored.",
  input: reading,
  answer: listOf(
    z.object({ business_public_key: z.string(), business_public_key_signature_status: z.string() }),
  ),
  async run({ node, context }) {
    const { key } = await readPage(context.database, node.id, "encryption");
    if (typeof key !== "string") return { data: [] };
    return { data: [{ business_public_key: key, business_public_key_signature_status: "VALID" }] };
  },
});

export const setEncryption = endpoint({
  ...described,
  id: "POST /{phone-id}/whatsapp_business_encryption",
  summary: "Store the public key of the business: RSA of 2,048 bits, PEM.",
  input: z.object({ business_public_key: z.string().min(1).max(4_096) }),
  answer: success,
  async run({ node, context, input: { business_public_key: key } }) {
    requireRsa(key);
    await writePage(context.database, node.id, "encryption", { key }, context.now());
    return SUCCESS;
  },
});

function requireRsa(pem: string): void {
  const wrong = (cause?: unknown) =>
    new GraphError(100, {
      details: "business_public_key must be an RSA public key of 2048 bits, PEM.",
      cause,
    });
  let bits: number | undefined;
  try {
    // A private key would be taken as well, and has no place here.
    if (!/^\s*-----BEGIN (RSA )?PUBLIC KEY-----/.test(pem)) throw wrong();
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey(pem);
    bits = asymmetricKeyType === "rsa" ? asymmetricKeyDetails?.modulusLength : undefined;
  } catch (error) {
    throw error instanceof GraphError ? error : wrong(error);
  }
  if (bits !== 2_048) throw wrong();
}
