import { type Authorise, parseKeyPackage } from "@culver/crypto";
import { claimKeyPackages, parseClaimedKeyPackages } from "@culver/protocol";
import type { Context } from "../core/context.ts";

export interface UsableKeyPackage {
  readonly account: string;
  readonly device: string;
  readonly keyPackage: Uint8Array;
}

/** One key package per device; those of devices that are on no signed list are left out and counted. */
export async function claimUsable(
  context: Context,
  accounts: readonly string[],
  authorise: Authorise,
): Promise<readonly UsableKeyPackage[]> {
  const answer = await context.wire.ask("set", claimKeyPackages(accounts));
  if (answer === undefined) return [];
  const usable = [];
  for (const { keyPackage } of parseClaimedKeyPackages(answer)) {
    const bytes = keyPackage.slice();
    try {
      const { account, device, signatureKey, accountKey } = await parseKeyPackage(bytes, context.clock());
      if (accounts.includes(account) && (await authorise(account, device, signatureKey, accountKey))) {
        usable.push({ account, device, keyPackage: bytes });
        continue;
      }
    } catch (error) {
      // A package that does not verify is as good as none; anything else (no connection) is passed on.
      if (!isUnusable(error)) throw error;
    }
    context.faults.count("unauthorised-device");
  }
  return usable;
}

function isUnusable(error: unknown): boolean {
  return (
    error instanceof Error && ["KeyPackageError", "MalformedError", "CredentialError"].includes(error.name)
  );
}
