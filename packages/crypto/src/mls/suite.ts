import type { CiphersuiteImpl, CiphersuiteName } from "ts-mls";
import { getCiphersuiteFromName } from "ts-mls/crypto/ciphersuite.js";
import { getCiphersuiteImpl } from "ts-mls/crypto/getCiphersuiteImpl.js";
import type { MlsPrimitives } from "./primitives.ts";
import { suiteOver } from "./suite-over.ts";

/** The one cipher suite (RFC 9420 section 17.1, 0x0001). */
export const SUITE_NAME: CiphersuiteName = "MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519";

let loaded: Promise<CiphersuiteImpl> | undefined;

/** Stateless; loaded once. */
export function suite(): Promise<CiphersuiteImpl> {
  loaded ??= getCiphersuiteImpl(getCiphersuiteFromName(SUITE_NAME));
  return loaded;
}

/** From now on everything of this process is computed with these primitives: the results are the same, only sooner. */
export function usePrimitives(primitives: MlsPrimitives): void {
  loaded = getCiphersuiteImpl(getCiphersuiteFromName(SUITE_NAME)).then((web) => suiteOver(web, primitives));
}
