import { ENCRYPTED_SMS_PORT } from "@culver/protocol";
import type { Database } from "@culver/storage";
import type { Mailbox, MailboxWatcher } from "../mailbox/mailbox.ts";
import type { Mailboxes } from "../mailbox/mailboxes.ts";
import { DueTimes } from "./due-times.ts";
import type { EncryptedSmsPort } from "./ports.ts";
import type { WaitingFrame, WaitingFrames } from "./waiting-frames.ts";
import type { Wake, Wakes } from "./wakes.ts";

const EVERY_MS = 5_000;
const DAY_MS = 24 * 60 * 60_000;
/** After a start, devices have this long to come back before anything is sent. */
const START_GRACE_MS = 60_000;
/** After a failure to hand a message over. */
const RETRY_MS = 60_000;
/** Version of the envelope that data SMS carry (docs/protocol.md, "SMS"). */
const ENVELOPE_VERSION = 1;

export interface EncryptedSmsLimits {
  /** A message's octets, envelope included; larger ones wait for the stream. */
  readonly maxOctets: number;
  /** Messages a day (UTC) to one account. */
  readonly perDay: number;
  /** How often it is looked, milliseconds; default 5,000. */
  readonly everyMs?: number | undefined;
}

export interface EncryptedSmsOptions {
  readonly database: Database;
  readonly wakes: Wakes;
  readonly frames: WaitingFrames;
  readonly mailboxes: Mailboxes;
  readonly port: EncryptedSmsPort;
  readonly limits: EncryptedSmsLimits;
  readonly now: () => number;
  readonly onFailure: (error: unknown) => void;
}

/** The same whenever a message is handed over. */
const idOf = ({ account, device }: Wake, seq: number): string => `e.${account}.${device}.${seq}`;

/** A device that wants encrypted SMS, in memory. */
interface Watched {
  wake: Wake;
  readonly mailbox: Mailbox;
  /** No commit or Welcome waits up to this number. */
  scannedSeq: number;
  /** A commit or Welcome waits: nothing goes out until the device has come online. */
  isBlocked: boolean;
  /** What is being handed over, and whether the device acknowledged it meanwhile. */
  handing: { readonly seq: number; isAcknowledged: boolean } | undefined;
}

/**
 * Messages that have waited for an offline device as long as it asked for go out as data SMS, each once.
 *
 * A device that wants none costs nothing. One that does has an entry here, and a time only while something waits for
 * it. How far it has got is on disk; a message handed over twice around a crash has the same id both times.
 */
export class EncryptedSmsScheduler implements MailboxWatcher {
  readonly #options: EncryptedSmsOptions;
  readonly #watched = new Map<Mailbox, Watched>();
  readonly #due: DueTimes<Watched>;
  #timer: ReturnType<typeof setInterval> | undefined;
  #running: Promise<void> | undefined;

  constructor(options: EncryptedSmsOptions) {
    this.#options = options;
    this.#due = new DueTimes(options.limits.everyMs ?? EVERY_MS);
  }

  /** Reads who wants encrypted SMS, and begins. */
  async start(): Promise<void> {
    const { wakes, now } = this.#options;
    for await (const { wake, waits } of wakes.all()) {
      const watched = this.watch(wake);
      if (waits) this.#due.set(watched, now() + START_GRACE_MS);
    }
    this.#timer = setInterval(() => void this.#tick(), this.#options.limits.everyMs ?? EVERY_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#running;
  }

  /** The setting of an account is new. */
  watch(wake: Wake): Watched {
    const { mailboxes } = this.#options;
    const mailbox = mailboxes.of(wake.account, wake.device);
    const known = this.#watched.get(mailbox);
    if (known !== undefined) {
      known.wake = wake;
      return known;
    }
    this.unwatch(wake.account);
    const watched = { wake, mailbox, scannedSeq: 0, isBlocked: false, handing: undefined };
    this.#watched.set(mailbox, watched);
    mailbox.watcher = this;
    return watched;
  }

  /** The account wants none any more, or is another's. */
  unwatch(account: string): void {
    for (const mailbox of this.#options.mailboxes.ofAccount(account)) {
      const watched = this.#watched.get(mailbox);
      if (watched === undefined) continue;
      mailbox.watcher = undefined;
      this.#watched.delete(mailbox);
      this.#due.delete(watched);
    }
  }

  stored(mailbox: Mailbox): void {
    if (mailbox.reader === undefined) this.#arm(mailbox);
  }

  /** What has been handed over and waits for a carrier is not needed any more. */
  acknowledged(mailbox: Mailbox, seq: number): void {
    const watched = this.#watched.get(mailbox);
    if (watched === undefined) return;
    const { wake, handing } = watched;
    if (handing?.seq === seq) handing.isAcknowledged = true;
    else if (seq <= wake.sentSeq) this.#withdraw(idOf(wake, seq));
  }

  /** The device's connection is lost: what it has not acknowledged begins to wait. */
  offline(mailbox: Mailbox): void {
    this.#arm(mailbox);
  }

  /** The device is here and takes everything from the stream: what has not gone by now does not go. */
  online(mailbox: Mailbox): void {
    const watched = this.#watched.get(mailbox);
    if (watched === undefined) return;
    this.#due.delete(watched);
    watched.isBlocked = false;
    watched.scannedSeq = 0;
  }

  /** Sends what is due. One round at a time. */
  #tick(): Promise<void> {
    this.#running ??= this.#round().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  #arm(mailbox: Mailbox): void {
    const watched = this.#watched.get(mailbox);
    if (watched === undefined || watched.isBlocked || this.#due.has(watched)) return;
    this.#due.set(watched, this.#options.now() + watched.wake.afterSeconds * 1000);
  }

  async #round(): Promise<void> {
    const { now, onFailure } = this.#options;
    for (const watched of this.#due.take(now())) {
      try {
        const next = await this.#serve(watched);
        // Something may have been stored meanwhile, and have armed it.
        if (next !== undefined && this.#isWaiting(watched)) this.#due.set(watched, next);
      } catch (error) {
        onFailure(error);
        if (this.#isWaiting(watched)) this.#due.set(watched, now() + RETRY_MS);
      }
    }
  }

  /** Resolves to when to look again; undefined when nothing waits that could be sent. */
  async #serve(watched: Watched): Promise<number | undefined> {
    const { frames, now } = this.#options;
    for (;;) {
      if (!this.#isWaiting(watched)) return undefined;
      const scanned = await frames.scan(watched.wake, watched.scannedSeq);
      watched.isBlocked = scanned === undefined;
      if (scanned === undefined) return undefined;
      watched.scannedSeq = scanned;
      const page = await frames.page(watched.wake, watched.wake.sentSeq);
      for (const frame of page) {
        // It came in after the scan: there may be a commit before or behind it.
        if (frame.seq > scanned) break;
        if (!this.#isWaiting(watched)) return undefined;
        const dueAt = frame.acceptedAt + watched.wake.afterSeconds * 1000;
        if (dueAt > now()) return dueAt;
        const tomorrow = await this.#take(watched, frame);
        if (tomorrow !== undefined) return tomorrow;
      }
      if (page.length === 0) return undefined;
    }
  }

  #isWaiting({ mailbox, isBlocked }: Watched): boolean {
    return mailbox.watcher === this && mailbox.reader === undefined && !mailbox.gone && !isBlocked;
  }

  /** Hands one message over, or passes it by; resolves to a time when the day's limit is reached. */
  async #take(watched: Watched, { seq, frame, kind }: WaitingFrame): Promise<number | undefined> {
    const { wakes, port, limits, now } = this.#options;
    const today = Math.floor(now() / DAY_MS);
    const { wake } = watched;
    let sentToday = wake.sentDay === today ? wake.sentToday : 0;
    if (kind === "payload" && frame.length + 1 <= limits.maxOctets) {
      if (sentToday >= limits.perDay) return (today + 1) * DAY_MS;
      const number = await this.#numberOf(wake.account);
      if (number === undefined) return undefined;
      const octets = new Uint8Array(frame.length + 1);
      octets[0] = ENVELOPE_VERSION;
      octets.set(frame, 1);
      const id = idOf(wake, seq);
      const handing = { seq, isAcknowledged: false };
      watched.handing = handing;
      try {
        await port.send({ id, account: wake.account, number, octets, port: ENCRYPTED_SMS_PORT });
      } finally {
        watched.handing = undefined;
      }
      if (handing.isAcknowledged) this.#withdraw(id);
      sentToday++;
    }
    watched.wake = { ...wake, sentSeq: seq, sentDay: today, sentToday };
    await wakes.advance(watched.wake);
    return undefined;
  }

  #withdraw(id: string): void {
    const { port, onFailure } = this.#options;
    port.cancel?.(id).catch(onFailure);
  }

  async #numberOf(account: string): Promise<string | undefined> {
    const [row] = await this.#options.database.query<{ number: string }>(
      "SELECT number FROM accounts WHERE account = ?",
      [account],
    );
    return row?.number;
  }
}
