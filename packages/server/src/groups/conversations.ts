import type { Roster } from "@culver/crypto/handshake";
import { conversationAddress, isDirectConversationId, isValidConversationId } from "@culver/protocol";
import type { Database } from "@culver/storage";
import type { DeviceDirectory } from "../devices/directory.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import type { MailboxService } from "../mailbox/mailbox-service.ts";
import { type Conversation, Fanout, type LiveRoster } from "./conversation.ts";
import { findGroup, liveGroupOf, rostersOf } from "./group-tables.ts";

const MAX_CACHED = 20_000;

/**
 * Conversations and who is in them, in memory, the least recently loaded dropped first. Only devices that are
 * registered and on their account's newest list count: who is revoked neither sends nor receives from then on.
 */
export class Conversations {
  readonly #byAddress = new Map<string, Conversation>();
  readonly #database: Database;
  readonly #directory: DeviceDirectory;
  readonly #mailboxes: MailboxService;
  readonly #domain: string;
  /** Moves with every change, so that a load that was overtaken is not kept. */
  #version = 0;

  constructor(database: Database, directory: DeviceDirectory, mailboxes: MailboxService, domain: string) {
    this.#database = database;
    this.#directory = directory;
    this.#mailboxes = mailboxes;
    this.#domain = domain;
  }

  /** From memory. @param address `conversation@domain` */
  peek(address: string): Conversation | undefined {
    return this.#byAddress.get(address);
  }

  /** From memory or disk; undefined when there is no such conversation. */
  async load(address: string): Promise<Conversation | undefined> {
    const known = this.#byAddress.get(address);
    if (known !== undefined) return known;
    const id = this.#idOf(address);
    if (id === undefined) return undefined;
    for (;;) {
      const version = this.#version;
      const read = await this.#read(id);
      if (version !== this.#version) continue;
      if (read !== undefined) this.#keep(address, read);
      return read;
    }
  }

  /** Call it when a change has been committed. */
  forget(conversation: string): void {
    this.#version++;
    this.#byAddress.delete(conversationAddress(conversation as `g.${string}`, this.#domain));
  }

  /** The devices of an account have changed. */
  forgetAll(conversations: readonly string[]): void {
    this.#version++;
    for (const conversation of conversations) this.forget(conversation);
  }

  #idOf(address: string): string | undefined {
    const at = address.indexOf("@");
    const id = address.slice(0, at);
    return at > 0 && address.slice(at + 1) === this.#domain && isValidConversationId(id) ? id : undefined;
  }

  async #read(id: string): Promise<Conversation | undefined> {
    const group = await liveGroupOf(this.#database, id);
    if (group === undefined) return undefined;
    const messageType = isDirectConversationId(id) ? "chat" : "groupchat";
    const row = group === null ? undefined : await findGroup(this.#database, group);
    if (row === undefined) return { id, messageType, live: undefined };
    const rosters = await rostersOf(this.#database, row.group);
    const current = await this.#members(rosters.get(row.epoch) ?? []);
    await this.#mailboxes.count(current);
    const live: LiveRoster = {
      group: row.group,
      epoch: row.epoch,
      current: new Fanout(current),
      previous: await this.#previous(rosters.get(row.epoch - 1), current),
    };
    return { id, messageType, live };
  }

  async #previous(roster: Roster | undefined, current: readonly Mailbox[]): Promise<Fanout | undefined> {
    if (roster === undefined) return undefined;
    const members = await this.#members(roster);
    return new Fanout(members.filter((mailbox) => current.includes(mailbox)));
  }

  async #members(roster: Roster): Promise<Mailbox[]> {
    const listed = new Map<string, ReadonlySet<string>>();
    const members: Mailbox[] = [];
    for (const member of roster) {
      if (member === undefined) continue;
      let devices = listed.get(member.account);
      if (devices === undefined) {
        devices = new Set((await this.#directory.devices(member.account)).map((entry) => entry.device));
        listed.set(member.account, devices);
      }
      if (devices.has(member.device)) {
        members.push(this.#mailboxes.mailboxes.of(member.account, Number(member.device)));
      }
    }
    return members;
  }

  #keep(address: string, conversation: Conversation): void {
    if (this.#byAddress.size >= MAX_CACHED) {
      const oldest = this.#byAddress.keys().next().value;
      if (oldest !== undefined) this.#byAddress.delete(oldest);
    }
    this.#byAddress.set(address, conversation);
  }
}
