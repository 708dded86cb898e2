import { accountAddress } from "@culver/protocol";
import type { Database } from "@culver/storage";
import type { DeviceDirectory } from "../devices/directory.ts";
import { accountsOfNumbers } from "../directory/accounts-of-numbers.ts";
import type { KeyPackages } from "../keys/key-packages.ts";
import { Item } from "../mailbox/mailbox.ts";
import type { MailboxService } from "../mailbox/mailbox-service.ts";
import type { Stamp } from "../router/delivered.ts";
import type { SmsAccount, SmsDelivery, SmsHome } from "./ports.ts";

export interface SmsHomeOptions {
  readonly database: Database;
  readonly directory: DeviceDirectory;
  readonly keys: KeyPackages;
  readonly mailboxes: MailboxService;
  readonly stamp: Stamp;
  readonly domain: string;
}

/** The accounts, devices and mailboxes of this server, for the leg to phones. */
export function createSmsHome(options: SmsHomeOptions): SmsHome {
  return {
    account: (account) => findAccount(options, account),
    accountOf: async (number) => (await accountsOfNumbers(options.database, [number]))[0]?.account,
    isReachable: (number) => isReachable(options, number),
    deliver: (deliveries) => deliver(options, deliveries),
  };
}

async function findAccount(
  { database, directory }: SmsHomeOptions,
  account: string,
): Promise<SmsAccount | undefined> {
  const [row] = await database.query<{ generation: number; number: string }>(
    "SELECT generation, number FROM accounts WHERE account = ?",
    [account],
  );
  if (row === undefined) return undefined;
  const devices = await directory.devices(account);
  return {
    generation: row.generation,
    number: row.number,
    devices: devices.map(({ device, hpkeKey }) => ({ device: Number(device), hpkeKey })),
  };
}

async function isReachable({ database, keys, directory }: SmsHomeOptions, number: string): Promise<boolean> {
  const [found] = await accountsOfNumbers(database, [number]);
  if (found === undefined || !(await keys.reachable([found.account])).has(found.account)) return false;
  return (await directory.accountKey(found.account)) !== undefined;
}

async function deliver(options: SmsHomeOptions, deliveries: readonly SmsDelivery[]): Promise<number> {
  const { mailboxes, stamp, domain } = options;
  const all = deliveries.map(({ account, devices }) =>
    devices.map((device) => mailboxes.mailboxes.of(account, device)),
  );
  await mailboxes.count(all.flat());
  let stored = 0;
  for (const [at, { account, id, payload }] of deliveries.entries()) {
    const recipients = (all[at] ?? []).filter((mailbox) => !mailbox.gone && !mailboxes.isFull(mailbox));
    if (recipients.length === 0) continue;
    const envelope = { type: undefined, id, from: domain, to: accountAddress(account, domain) };
    const seq = mailboxes.commit.nextSeq();
    mailboxes.commit.accept(new Item(seq, stamp.numbered(envelope, payload, seq), recipients));
    stored += recipients.length;
  }
  if (stored > 0) await mailboxes.commit.flush();
  return stored;
}
