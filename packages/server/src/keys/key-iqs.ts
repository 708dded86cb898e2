import {
  claimedKeyPackages,
  type Element,
  keyPackageCount,
  NS_KEYS,
  parseClaimKeyPackages,
  parsePublishKeyPackages,
  StanzaError,
} from "@culver/protocol";
import { type IqEntry, iq } from "../accounts/iq.ts";
import type { IqContext } from "../accounts/iq-context.ts";
import { takeOrRefuse } from "../limits/stanza.ts";
import type { Principal } from "../ports.ts";
import { type ClaimTarget, type NewKeyPackage, TooManyKeyPackagesError } from "./key-packages.ts";
import { checkKeyPackage } from "./parse.ts";

/** publish, count and claim (docs/protocol.md, "Keys, devices, directory"). */
export function keyIqs(context: IqContext): IqEntry[] {
  return [
    iq("set", NS_KEYS, "publish", (principal, payload) => publish(context, principal, payload)),
    iq("get", NS_KEYS, "count", async (principal) => keyPackageCount(await context.keys.count(principal))),
    iq("set", NS_KEYS, "claim", (principal, payload) => claim(context, principal, payload)),
  ];
}

async function publish(context: IqContext, principal: Principal, payload: Element): Promise<Element> {
  const published = parsePublishKeyPackages(payload);
  const subject = `${principal.account}/${principal.device}`;
  const policy = (await context.limitsFor(principal.account)).publishes;
  await takeOrRefuse(context.limiter, [{ limit: "publish", subject, policy, cost: published.length }]);
  const packages: NewKeyPackage[] = [];
  for (const one of published) {
    packages.push(await checkKeyPackage(principal, one, context.lists, context.now()));
    // Signatures are checked on the event loop: others get their turn between two packages.
    await new Promise(setImmediate);
  }
  try {
    return keyPackageCount(await context.keys.publish(principal, packages));
  } catch (cause) {
    throw cause instanceof TooManyKeyPackagesError ? tooMany(cause) : cause;
  }
}

function tooMany(cause: TooManyKeyPackagesError): StanzaError {
  return new StanzaError("policy-violation", "too many one-time key packages", { cause });
}

async function claim(context: IqContext, principal: Principal, payload: Element): Promise<Element> {
  const accounts = parseClaimKeyPackages(payload);
  if (!(await context.lists.isListed(principal.account, principal.device))) {
    throw new StanzaError("forbidden", "the device is not on its account's device list");
  }
  const { claims, claimsPerPair } = await context.limitsFor(principal.account);
  await takeOrRefuse(context.limiter, [
    { limit: "claim", subject: principal.account, policy: claims, cost: accounts.length },
    ...accounts.map((account) => {
      return { limit: "claim-pair", subject: `${principal.account} ${account}`, policy: claimsPerPair };
    }),
  ]);
  const targets = (await Promise.all(accounts.map((account) => targetsOf(context, account)))).flat();
  const others = targets.filter((t) => t.account !== principal.account || t.device !== principal.device);
  return claimedKeyPackages(await context.keys.claim(others));
}

async function targetsOf({ lists }: IqContext, account: string): Promise<ClaimTarget[]> {
  const accountKey = await lists.accountKey(account);
  if (accountKey === undefined) return [];
  const devices = await lists.devices(account);
  return devices.map(({ device, signatureKey }) => {
    return { account, device: Number(device), signatureKey, accountKey };
  });
}
