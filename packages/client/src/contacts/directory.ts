import {
  type E164,
  type FoundNumber,
  lookupNumbers,
  MAX_LOOKED_UP_NUMBERS,
  parseFoundNumbers,
} from "@culver/protocol";
import type { Contact } from "../api.ts";
import type { Context } from "../core/context.ts";
import { sameBytes } from "../core/same-bytes.ts";
import {
  type ContactRecord,
  contactTable,
  type DirectoryRecord,
  directoryTable,
  newContact,
  pinTable,
} from "../records/contact-record.ts";
import type { Transaction } from "../store/transaction.ts";
import { contactOf } from "./contact-view.ts";
import { normaliseNumber } from "./numbers.ts";

/** Milliseconds for which answers are remembered. */
const FOUND_MS = 24 * 3_600_000;
const NOT_FOUND_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;
/** Claims of one account that are looked up in an hour. */
const HOURLY_CLAIMS = 10;

/** Numbers to accounts. */
export class Directory {
  readonly #context: Context;
  /** When claims of accounts were looked up, within the last hour. */
  readonly #asked = new Map<string, readonly number[]>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** One entry per number given, in order. What is remembered is not asked again. */
  async lookup(
    typed: readonly string[],
    country: string | undefined,
  ): Promise<readonly { number: string; contact?: Contact }[]> {
    const numbers = typed.map((text) => normaliseNumber(text, country));
    await this.#ask([...new Set(numbers.filter((number) => number !== undefined))]);
    const out: { number: string; contact?: Contact }[] = [];
    for (const [index, number] of numbers.entries()) {
      const record = number === undefined ? undefined : await directoryTable.get(this.#context.db, number);
      const entry = { number: number ?? typed[index] ?? "" };
      out.push(
        record?.account === undefined
          ? entry
          : { ...entry, contact: await contactOf(this.#context.db, record.account) },
      );
    }
    return out;
  }

  /**
   * Asks whether the number a peer claims is theirs. It is shown only when the directory answers it with the same
   * account, and with the account key that the account's device list carries.
   */
  async confirm(account: string): Promise<void> {
    const contact = await contactTable.get(this.#context.db, account);
    const claimed = contact === undefined ? undefined : await this.#unconfirmed(contact);
    if (claimed !== undefined && this.#mayAsk(account)) await this.#fetch([claimed]);
  }

  /** Who claims number after number must not use up the lookups of this account. */
  #mayAsk(account: string): boolean {
    const now = this.#context.clock();
    const asked = (this.#asked.get(account) ?? []).filter((at) => now - at < HOUR_MS);
    if (asked.length >= HOURLY_CLAIMS) return false;
    this.#asked.set(account, [...asked, now]);
    return true;
  }

  /** Claims that no connection was there to confirm, or whose account key has changed since. */
  async confirmAll(): Promise<void> {
    const waiting: string[] = [];
    for (const contact of await contactTable.rows(this.#context.db)) {
      const claimed = await this.#unconfirmed(contact);
      if (claimed !== undefined && !(await this.#isFresh(claimed))) waiting.push(claimed);
    }
    await this.#fetch(waiting.slice(0, MAX_LOOKED_UP_NUMBERS));
  }

  /** The number a contact claims or had, unless it is confirmed for their present account key. */
  async #unconfirmed(contact: ContactRecord): Promise<string | undefined> {
    const claimed = contact.claimedNumber ?? contact.number;
    if (claimed === undefined || contact.number !== claimed || contact.numberKey === undefined)
      return claimed;
    const pin = await pinTable.get(this.#context.db, contact.account);
    return pin === undefined || sameBytes(pin.accountKey, contact.numberKey) ? undefined : claimed;
  }

  async #ask(numbers: readonly string[]): Promise<void> {
    const unknown = [];
    for (const number of numbers) if (!(await this.#isFresh(number))) unknown.push(number);
    for (let start = 0; start < unknown.length; start += MAX_LOOKED_UP_NUMBERS)
      await this.#fetch(unknown.slice(start, start + MAX_LOOKED_UP_NUMBERS));
  }

  async #isFresh(number: string): Promise<boolean> {
    const record = await directoryTable.get(this.#context.db, number);
    if (record === undefined) return false;
    const keep = record.account === undefined ? NOT_FOUND_MS : FOUND_MS;
    return this.#context.clock() - record.at < keep;
  }

  async #fetch(numbers: readonly string[]): Promise<void> {
    if (numbers.length === 0) return;
    const answer = await this.#context.wire.ask("get", lookupNumbers(numbers as readonly E164[]));
    const found = new Map(
      (answer === undefined ? [] : parseFoundNumbers(answer)).map((f) => [f.number as string, f]),
    );
    await this.#context.db.transact(async (tx) => {
      for (const number of numbers) await this.#remember(tx, number, found.get(number));
    });
  }

  async #remember(tx: Transaction, number: string, found: FoundNumber | undefined): Promise<void> {
    const at = this.#context.clock();
    const record: DirectoryRecord =
      found === undefined ? { at } : { at, account: found.account, key: found.accountKey.slice() };
    const before = await directoryTable.get(tx, number);
    directoryTable.put(tx, [number], record);
    if (found === undefined) return;
    if (before?.account !== undefined && before.account !== found.account)
      await this.#forgetNumber(tx, before.account, number);
    const contact = (await contactTable.get(tx, found.account)) ?? newContact(found.account);
    contactTable.put(tx, [found.account], { ...contact, number, numberKey: found.accountKey.slice() });
    this.#context.changes.contact(tx, found.account);
  }
  /** The number is somebody else's now: the one who had it is not shown under it any more. */
  async #forgetNumber(tx: Transaction, account: string, number: string): Promise<void> {
    const contact = await contactTable.get(tx, account);
    if (contact?.number !== number) return;
    const { number: _number, numberKey: _key, ...rest } = contact;
    contactTable.put(tx, [account], rest);
    this.#context.changes.contact(tx, account);
  }
}
