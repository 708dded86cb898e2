import type { ClientConfig, PaddingConfig } from "ts-mls";
import { defaultKeyPackageEqualityConfig } from "ts-mls/keyPackageEqualityConfig.js";
import { CredentialError } from "../errors.ts";
import { verifyLeaf } from "./leaf-credential.ts";
import { FORWARD_GENERATIONS, RETAINED_EPOCHS, RETAINED_GENERATIONS } from "./limits.ts";

const noPadding: PaddingConfig = { kind: "alwaysPad", paddingLength: 0 };

/** ts-mls accepts every credential and keeps ten generations by default: both replaced here (DESIGN rules 4 and 9). */
export const clientConfig: ClientConfig = {
  keyRetentionConfig: {
    retainKeysForGenerations: RETAINED_GENERATIONS,
    retainKeysForEpochs: RETAINED_EPOCHS,
    maximumForwardRatchetSteps: FORWARD_GENERATIONS,
  },
  lifetimeConfig: { maximumTotalLifetime: 366n * 86_400n, validateLifetimeOnReceive: false },
  keyPackageEqualityConfig: defaultKeyPackageEqualityConfig,
  paddingConfig: noPadding,
  authService: {
    async validateCredential(credential, signaturePublicKey) {
      try {
        await verifyLeaf({ credential, signaturePublicKey });
        return true;
      } catch (cause) {
        if (cause instanceof CredentialError) return false;
        throw cause;
      }
    },
  },
};
