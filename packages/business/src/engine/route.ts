import type { CulverClient } from "@culver/client";
import { directConversation } from "@culver/protocol";
import type { Channel } from "../model/index.ts";
import { Lru } from "./lru.ts";
import type { ThreadRow } from "./thread-row.ts";

/** Where a thread's messages go on the device. */
export interface Route {
  readonly channel: Channel;
  readonly conversation: string;
}

/** The conversation of a thread over a channel; undefined when the customer is not known to have it. */
export function conversationOf(thread: ThreadRow, channel: Channel, self: string): string | undefined {
  if (channel === "sms") return thread.phone === null ? undefined : `sms:${thread.phone}`;
  return thread.account === null ? undefined : directConversation(thread.account, self);
}

/** Conversations that are remembered as open; others are opened again, which costs a look into the store. */
const CACHED = 100_000;

/** Opens conversations on a device once, so that they can be written to. */
export class Routes {
  readonly #client: CulverClient;
  readonly #opened = new Lru<true>(CACHED);
  #self: string | undefined;

  constructor(client: CulverClient) {
    this.#client = client;
  }

  /** @throws ClientError while there is nobody signed in */
  async self(): Promise<string> {
    this.#self ??= (await this.#client.self())?.account;
    if (this.#self === undefined) throw new Error("the device is not signed up");
    return this.#self;
  }

  /** The route when it is open already. */
  known(thread: ThreadRow, channel: Channel): Route | undefined {
    if (this.#self === undefined) return undefined;
    const conversation = conversationOf(thread, channel, this.#self);
    return conversation !== undefined && this.#opened.get(conversation) !== undefined
      ? { channel, conversation }
      : undefined;
  }

  /** @throws ClientError `unknown_account`, `own_account`, `sms_unavailable`, `invalid_number` */
  async open(thread: ThreadRow, channel: Channel): Promise<Route | undefined> {
    await this.self();
    if (channel === "app") {
      if (thread.account === null) return undefined;
      const { id } = await this.#client.openConversation(thread.account);
      this.#opened.set(id, true);
      return { channel, conversation: id };
    }
    if (thread.phone === null) return undefined;
    const { id } = await this.#client.openSmsConversation(thread.phone);
    this.#opened.set(id, true);
    return { channel, conversation: id };
  }
}
