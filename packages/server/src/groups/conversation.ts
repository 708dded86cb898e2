import type { GroupIdText } from "@culver/protocol";
import type { Mailbox } from "../mailbox/mailbox.ts";

/** Who gets what a device sends: everybody of an epoch's roster but itself. Lists are shared by all its messages. */
export class Fanout {
  readonly members: readonly Mailbox[];
  readonly #others = new Map<Mailbox, readonly Mailbox[]>();

  constructor(members: readonly Mailbox[]) {
    this.members = members;
  }

  /** The recipients of what this device sends; undefined when it is no member. */
  othersThan(sender: Mailbox): readonly Mailbox[] | undefined {
    const known = this.#others.get(sender);
    if (known !== undefined) return known;
    if (!this.members.includes(sender)) return undefined;
    const others = this.members.filter((mailbox) => mailbox !== sender);
    this.#others.set(sender, others);
    return others;
  }

  /** The devices of one account. */
  ofAccount(account: string): readonly Mailbox[] {
    return this.members.filter((mailbox) => mailbox.account === account);
  }
}

/** The live group of a conversation, as messages need it. */
export interface LiveRoster {
  readonly group: GroupIdText;
  readonly epoch: number;
  readonly current: Fanout;
  /** The epoch before, less those removed since; undefined in a group's first epoch. */
  readonly previous: Fanout | undefined;
}

/** A conversation in memory. It is read again after every change. */
export interface Conversation {
  readonly id: string;
  /** What its messages have to be: of two people, or of a group. */
  readonly messageType: "chat" | "groupchat";
  /** Undefined while no group is live. */
  readonly live: LiveRoster | undefined;
}
