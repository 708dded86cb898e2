import type { CulverClient, Message } from "@culver/client";
import type { Database } from "@culver/storage";
import { type IncomingContent, type MessageContext, replyOf } from "../events/index.ts";
import type { BusinessNumber } from "../model/index.ts";
import { type Choice, matchReply } from "../rendering/index.ts";
import type { Throughput } from "../rules/index.ts";
import { fetchFile } from "./fetch-file.ts";
import { incomingContent } from "./from-client.ts";
import { incomingIdOf, outgoingIdOf } from "./ids.ts";
import type { Incoming } from "./intake.ts";
import { WORK } from "./message-row.ts";
import type { Settings } from "./options.ts";
import { customerOf, type ThreadRow } from "./thread-row.ts";

/** An SMS answers the newest message with choices that is no older than this, milliseconds. */
const ANSWER_MS = 24 * 3_600_000;

/** Makes what a customer has written into what is kept and told. */
export class IncomingMessages {
  readonly #settings: Settings;
  readonly #client: CulverClient;
  readonly #throughput: Throughput;

  constructor(settings: Settings, client: CulverClient, throughput: Throughput) {
    this.#settings = settings;
    this.#client = client;
    this.#throughput = throughput;
  }

  /** Undefined for what is no message. A file is fetched first. */
  async prepare(
    number: BusinessNumber,
    thread: ThreadRow,
    message: Message,
    stopped: AbortSignal,
  ): Promise<Incoming | undefined> {
    const { conversation, replyTo } = message;
    const bySms = conversation.startsWith("sms:");
    const quoted =
      replyTo && quotedId(number.id, conversation, replyTo.author === message.author, replyTo.id);
    let quotes = quoted;
    let content: IncomingContent | undefined;
    if (message.body.kind === "attachment") {
      content = await fetchFile(this.#settings, this.#client, number.id, message, stopped);
    } else {
      const isChoice = message.body.kind === "choice";
      content = incomingContent(message, isChoice && quoted ? await this.#find(quoted) : undefined);
      if (bySms && content?.type === "text") {
        const answer = await this.#answer(thread, content.body);
        if (answer !== undefined) ({ content, quotes } = answer);
      }
    }
    if (content === undefined) return undefined;
    this.#throughput.receive(number.id, this.#settings.now());
    const id = incomingIdOf(number.id, conversation, message.id);
    return {
      content,
      context:
        quotes === undefined
          ? undefined
          : contextOf(number, thread, quotes, quotes === quoted && replyTo?.author === message.author),
      row: {
        id,
        thread: thread.id,
        number: number.id,
        direction: "in",
        channel: bySms ? "sms" : "app",
        route: null,
        at: message.at,
        type: content.type,
        content: JSON.stringify(content),
        author: null,
        quotes: quotes ?? null,
        callback_data: null,
        status: null,
        error: null,
        reactions: "[]",
        choices: null,
        stanza: message.id,
        conversation,
        is_edited: message.editedAt === undefined ? 0 : 1,
        is_revoked: 0,
        is_outside: 0,
        work: WORK.handle,
      },
    };
  }

  async #find(id: string): Promise<{ content: string; direction: "in" | "out" } | undefined> {
    const [row] = await this.#settings.database.query<{ content: string; direction: "in" | "out" }>(
      "SELECT content, direction FROM business_messages WHERE id = ?",
      [id],
    );
    return row;
  }

  /** The choice that a text by SMS means, of the newest message that has any. */
  async #answer(
    thread: ThreadRow,
    text: string,
  ): Promise<{ readonly content: IncomingContent; readonly quotes: string } | undefined> {
    const asked = await newestChoices(this.#settings.database, thread.id, this.#settings.now() - ANSWER_MS);
    const choice = asked && matchReply(text, asked.choices);
    return asked && choice && { content: replyOf(choice), quotes: asked.id };
  }
}

async function newestChoices(
  database: Database,
  thread: string,
  since: number,
): Promise<{ readonly id: string; readonly choices: readonly Choice[] } | undefined> {
  const [row] = await database.query<{ id: string; at: number; choices: string }>(
    `SELECT id, at, choices FROM business_messages WHERE thread = ? AND choices IS NOT NULL
     ORDER BY seq DESC LIMIT 1`,
    [thread],
  );
  return row === undefined || row.at < since
    ? undefined
    : { id: row.id, choices: JSON.parse(row.choices) as Choice[] };
}

/** A quoted stanza as the message it is: the customer's own, or the business's. */
function quotedId(
  number: string,
  conversation: string,
  isCustomers: boolean,
  stanza: string,
): string | undefined {
  return isCustomers ? incomingIdOf(number, conversation, stanza) : outgoingIdOf(stanza);
}

function contextOf(
  number: BusinessNumber,
  thread: ThreadRow,
  id: string,
  isCustomers: boolean,
): MessageContext {
  const from = isCustomers ? customerOf(thread).waId : number.number.replace(/[^0-9]/g, "");
  return { ...(from !== undefined && { from }), id };
}
