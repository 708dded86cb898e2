import type { Contact, Conversation, CulverClient } from "@culver/client";
import type { BusinessNumber } from "../model/index.ts";
import { Lru } from "./lru.ts";
import type { Settings } from "./options.ts";
import { storable } from "./text.ts";
import type { ThreadRow } from "./thread-row.ts";
import type { Threads } from "./threads.ts";

const CACHED = 100_000;

/** Whom a device's conversations are with: accounts and phones to threads. */
export class Customers {
  readonly #settings: Settings;
  readonly #number: BusinessNumber;
  readonly #client: CulverClient;
  readonly #threads: Threads;
  /** By conversation, the thread. */
  readonly #known = new Lru<string>(CACHED);
  /** Conversations whose sender's number was waited for. */
  readonly #waited = new Lru<true>(CACHED);

  constructor(settings: Settings, number: BusinessNumber, client: CulverClient, threads: Threads) {
    this.#settings = settings;
    this.#number = number;
    this.#client = client;
    this.#threads = threads;
  }

  /** The thread of a conversation, begun when there is none. */
  async threadOf(number: BusinessNumber, conversation: Conversation): Promise<ThreadRow | undefined> {
    const { sms, peer } = conversation;
    const row =
      sms === undefined
        ? peer && (await this.#ofAccount(number, conversation.id, peer))
        : sms.number === ""
          ? undefined
          : await this.#ofPhone(number, sms.number, sms.joined);
    if (row !== undefined) this.#known.set(conversation.id, row.id);
    return row;
  }

  /** The thread of a conversation that has been taken in, for what is not worth a query. */
  known(conversation: string): string | undefined {
    return this.#known.get(conversation);
  }

  async #ofPhone(number: BusinessNumber, phone: string, joined: Contact | undefined): Promise<ThreadRow> {
    const row = await this.#threads.require(number.id, { phone }, "sms");
    if (joined === undefined || row.account === joined.account) return row;
    return (await this.#threads.link(row.id, { account: joined.account })) ?? row;
  }

  async #ofAccount(number: BusinessNumber, conversation: string, peer: Contact): Promise<ThreadRow> {
    let contact = peer;
    if (contact.number === undefined && this.#waited.get(conversation) === undefined) {
      this.#waited.set(conversation, true);
      contact = (await this.#confirmed(contact.account)) ?? contact;
    }
    const { account, number: phone } = contact;
    const row = await this.#threads.require(number.id, { account }, "app");
    return this.#learned(row, phone, contact.profileName);
  }

  /** Notes a name or a confirmed number of somebody there is a thread with. */
  async learn({ account, number: phone, profileName }: Contact): Promise<void> {
    const row = await this.#threads.find(this.#number.id, { account });
    if (row !== undefined) await this.#learned(row, phone, profileName);
  }

  async #learned(
    row: ThreadRow,
    phone: string | undefined,
    profileName: string | undefined,
  ): Promise<ThreadRow> {
    if (phone !== undefined && phone !== row.phone)
      await this.#threads.link(row.id, { account: row.account ?? undefined, phone });
    const name = profileName === undefined ? undefined : storable(profileName);
    if (name !== undefined && name !== row.profile_name)
      await this.#threads.update(row.id, { profile_name: name });
    return (await this.#threads.get(row.id)) ?? row;
  }

  /** The directory confirms a first message's number a moment after it: software written for phones wants it in the first event. */
  #confirmed(account: string): Promise<Contact | undefined> {
    return new Promise((resolve) => {
      const done = (contact: Contact | undefined) => {
        clearTimeout(timer);
        stop();
        resolve(contact);
      };
      const timer = setTimeout(() => done(undefined), this.#settings.confirmMs);
      const stop = this.#client.subscribe((event) => {
        if (event.type === "contact" && event.contact.account === account && event.contact.number)
          done(event.contact);
      });
    });
  }
}
