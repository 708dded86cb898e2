import type { SealedToGateway, SmsInfo, SmsSend } from "@culver/protocol";
import { Callers } from "./callers.ts";
import { type LegCounters, newLegCounters } from "./counters.ts";
import { DedicatedNumbers } from "./dedicated.ts";
import type { LegDevice } from "./home.ts";
import { Incoming } from "./incoming.ts";
import { Keyring } from "./keyring.ts";
import { legContext, type SmsLegOptions } from "./options.ts";
import { Outgoing } from "./outgoing.ts";
import { Pairs } from "./pairs.ts";
import { Quoting } from "./quoting.ts";
import { Sends } from "./sends.ts";
import { Statuses } from "./statuses.ts";

const HOUR_MS = 60 * 60_000;

/** The leg at one moment, without content or numbers. */
export interface LegState {
  /** Numbers of the pool that get new pairs. */
  readonly numbers: number;
  readonly pairs: number;
  readonly counters: Readonly<LegCounters>;
}

/** Between chats and phones: whatever a person writes to a phone, and whatever a phone writes to a person. */
export interface SmsLeg extends AsyncDisposable {
  /** Without a key where the account may not write to phones. */
  info(asking: LegDevice): Promise<SmsInfo>;
  /** Whether the account writes from its own number. */
  hasOwnNumber(account: string): Promise<boolean>;
  /** Resolves to an SmsQuote sealed to the device. @throws StanzaError (`smsRefusal`). */
  quote(asking: LegDevice, question: SealedToGateway): Promise<Uint8Array>;
  /**
   * Resolves when the text and the copies for the sender's other devices are durable. Under an id that is known it is
   * the same text. @throws StanzaError (`smsRefusal`).
   */
  send(sender: LegDevice, text: SmsSend): Promise<void>;
  /** Begins to take what the gateway brings. Until then carriers keep it. */
  start(): void;
  /** Lets go of pairs that nobody has used since a time (milliseconds since 1970): their numbers go to others. */
  releasePairs(unusedSince: number): Promise<number>;
  /** Numbers (E.164) that belong to whoever has signed up with them: texts to them go there, and texts from there go out from them. */
  readonly dedicated: DedicatedNumbers;
  /** Deletes what is past its time: keys, ids. Done every hour once started. */
  expire(): Promise<void>;
  state(): Promise<LegState>;
}

/** @throws StorageError when the pool could not be stored. */
export async function openSmsLeg(options: SmsLegOptions): Promise<SmsLeg> {
  const context = legContext(options);
  const { database, now, gateway, log } = context;
  const counters = newLegCounters();
  const keyring = new Keyring(database, context.secret, now);
  const pairs = new Pairs(database, now);
  const dedicated = new DedicatedNumbers(database, now);
  const callers = new Callers(context, dedicated);
  const sends = new Sends(database, now);
  await pairs.configure(context.pool);
  const quoting = new Quoting(context, { keyring, pairs, callers });
  const outgoing = new Outgoing({ context, keyring, pairs, callers, sends, counters });
  const incoming = new Incoming(context, { pairs, dedicated, counters });
  const statuses = new Statuses(context, sends, counters);

  const expire = async (): Promise<void> => {
    await keyring.expire();
    await sends.expire();
    await incoming.homeless.expire();
  };
  await expire();
  const ends: (() => void)[] = [];

  return {
    info: async ({ account }) => ({
      key: (await callers.mayWrite(account)) ? await keyring.current() : undefined,
    }),
    hasOwnNumber: async (account) => (await callers.ownNumber(account)) !== undefined,
    dedicated,
    quote: (asking, question) => quoting.quote(asking, question),
    send: (sender, text) => outgoing.send(sender, text),
    start() {
      if (ends.length > 0) return;
      const hourly = setInterval(() => {
        expire().catch((error: unknown) => {
          log.warn({ error: error instanceof Error ? error.name : typeof error }, "expiry failed");
        });
      }, HOUR_MS);
      hourly.unref();
      ends.push(
        () => clearInterval(hourly),
        gateway.onIncoming((message) => incoming.take(message)),
        gateway.onStatus((status) => statuses.take(status)),
      );
    },
    releasePairs: (unusedSince) => pairs.release(unusedSince),
    expire,
    state: async () => ({
      ...(await pairs.size()),
      counters: { ...counters, refused: { ...counters.refused } },
    }),
    async [Symbol.asyncDispose]() {
      for (const end of ends.splice(0)) end();
    },
  };
}
