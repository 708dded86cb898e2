import { decodeMessage } from "../mls/message.ts";

/** Whom a Welcome is for (RFC 9420 section 12.4.3.1). @throws MalformedError */
export function parseWelcome(bytes: Uint8Array): { readonly keyPackageRefs: readonly Uint8Array[] } {
  const { welcome } = decodeMessage(bytes, "mls_welcome");
  return { keyPackageRefs: welcome.secrets.map((secret) => secret.newMember.slice()) };
}
