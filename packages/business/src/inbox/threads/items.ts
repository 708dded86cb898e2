import type { Database } from "@culver/storage";
import type { ItemView } from "../../inbox-api.ts";
import type { Engine, MediaStore, Sender, StoredMedia, StoredMessage } from "../../model/index.ts";
import { sentenceOf } from "../sentences.ts";
import { entriesOf, entryView } from "./entries.ts";
import { bodyOf, filesIn } from "./item-body.ts";
import { isReaction, lineOf } from "./message-text.ts";
import { positionOf, seqAfter, seqBefore } from "./position.ts";

export interface ItemsOptions {
  readonly database: Database;
  readonly engine: Pick<Engine, "messages" | "message">;
  readonly media: Pick<MediaStore, "find">;
  readonly agentName: (id: string) => string | undefined;
  /** The name of an automatic reply. */
  readonly ruleName: (number: string, rule: string) => Promise<string | undefined>;
}

export interface Items {
  /** A page of a thread's timeline, oldest first: the last ones before `before` (or at all), or the first ones after `after`. */
  list(
    thread: string,
    page: {
      readonly before?: number | undefined;
      readonly after?: number | undefined;
      readonly limit: number;
    },
  ): Promise<ItemView[]>;
  views(messages: readonly StoredMessage[]): Promise<ItemView[]>;
}

const STATUS = {
  accepted: "accepted",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  played: "read",
  failed: "failed",
} as const;

export function createItems({ database, engine, media, agentName, ruleName }: ItemsOptions): Items {
  async function byOf(number: string, by: Sender): Promise<string> {
    if (by.kind === "api") return "API";
    if (by.kind === "agent") return agentName(by.agent) ?? "Agent";
    return (await ruleName(number, by.rule)) ?? "Automatic reply";
  }

  async function quoteOf(id: string, known: ReadonlyMap<string, StoredMessage>) {
    const quoted = known.get(id) ?? (await engine.message(id));
    return { id, text: quoted ? lineOf(quoted) : "" };
  }

  async function view(
    message: StoredMessage,
    known: ReadonlyMap<string, StoredMessage>,
    files: ReadonlyMap<string, StoredMedia>,
  ): Promise<ItemView> {
    const { id, thread, at, direction, channel, number, quotes, reactions } = message;
    const quote = quotes === undefined ? undefined : await quoteOf(quotes, known);
    const out = message.direction === "out" ? message : undefined;
    return {
      ...{ id, thread, seq: positionOf(message), at, direction, channel, quote },
      body: bodyOf(message, (file) => files.get(file)),
      by: out && (await byOf(number, out.by)),
      status: out && STATUS[out.status],
      failure: out?.status === "failed" && out.error ? sentenceOf(out.error.code) : undefined,
      reactions: reactions.map(({ emoji }) => emoji),
      isEdited: message.direction === "in" && message.isEdited,
    };
  }

  async function views(messages: readonly StoredMessage[]): Promise<ItemView[]> {
    const known = new Map(messages.map((message) => [message.id, message]));
    const ids = [...new Set(messages.flatMap(filesIn))];
    const found = await Promise.all(ids.map((id) => media.find(id)));
    const files = new Map(found.flatMap((file) => (file ? [[file.id, file] as const] : [])));
    return Promise.all(messages.map((message) => view(message, known, files)));
  }

  /** Reactions are shown where they belong: more is read in their place. */
  async function messagesOf(thread: string, page: { before?: number; after?: number; limit: number }) {
    const isForward = page.after !== undefined && page.before === undefined;
    let found: StoredMessage[] = [];
    let { before, after } = page;
    for (;;) {
      const ends = { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
      const some = await engine.messages(thread, { ...ends, limit: page.limit });
      const shown = some.filter((message) => !isReaction(message));
      found = isForward ? [...found, ...shown] : [...shown, ...found];
      const next = (isForward ? some.at(-1) : some[0])?.seq;
      if (next === undefined || found.length >= page.limit || some.length < page.limit) return found;
      if (isForward) after = next;
      else before = next;
    }
  }

  return {
    views,
    async list(thread, { before, after, limit }) {
      const [messages, entries] = await Promise.all([
        messagesOf(thread, {
          ...(before !== undefined && { before: seqBefore(before) }),
          ...(after !== undefined && { after: seqAfter(after) }),
          limit,
        }),
        entriesOf(database, thread, { before, after, limit }),
      ]);
      const notes = entries.map((entry) => entryView(entry, agentName));
      const all = [...(await views(messages)), ...notes].sort((a, b) => a.seq - b.seq);
      return after !== undefined && before === undefined ? all.slice(0, limit) : all.slice(-limit);
    },
  };
}
