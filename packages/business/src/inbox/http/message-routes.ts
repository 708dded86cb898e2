import { z } from "zod";
import type { AgentMessage } from "../../inbox-api.ts";
import { badRequest, notFound, refused } from "../errors.ts";
import { writeLog } from "../log.ts";
import { agentContent } from "../sending/agent-content.ts";
import type { InboxServices } from "../services.ts";
import { takeByAnswering } from "../threads/change-thread.ts";
import { addNote, entryView } from "../threads/entries.ts";
import { type Routes, readBody, words } from "./call.ts";
import { threadOf } from "./thread-routes.ts";

const messageId = z.string().regex(/^[!-~]{1,512}$/, "is no id");
const fileId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "is no id");

const messageBody = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("text"),
    text: words(1, 4096),
    quotes: messageId.optional(),
    channel: z.enum(["app", "sms"]).optional(),
  }),
  z.strictObject({
    kind: z.literal("file"),
    media: fileId,
    text: words(0, 1024).optional(),
    quotes: messageId.optional(),
    isVoice: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal("buttons"),
    text: words(1, 1024),
    buttons: z.array(words(1, 20)).min(1).max(3),
  }),
  z.strictObject({
    kind: z.literal("template"),
    name: words(1, 512),
    language: words(2, 20),
    values: z.record(z.string().max(100), words(0, 2048)),
  }),
  z.strictObject({ kind: z.literal("reaction"), message: messageId, emoji: words(0, 32) }),
]);
const noteBody = z.strictObject({ text: words(1, 8192) });

export function messageRoutes(routes: Routes, services: InboxServices): void {
  const { database, engine, accounts, agents, indexer, items, now } = services;

  routes.for("agent", "POST", "/threads/:id/messages", async (context, { agent }) => {
    const message = (await readBody(context, messageBody)) as AgentMessage;
    const { thread, row } = await threadOf(services, context, agent.business);
    const number = accounts.number(row.number);
    if (number === undefined) throw notFound();
    if (thread.isBlocked) throw refused("The customer is blocked.");
    const quotes = "quotes" in message ? message.quotes : undefined;
    if (quotes !== undefined && (await engine.message(quotes))?.thread !== thread.id) {
      throw badRequest("There is no such message in this chat.");
    }
    const sent = await engine.send({
      number,
      to: { kind: "thread", thread: thread.id },
      content: await agentContent(services, agent.business, thread, message),
      quotes,
      by: { kind: "agent", agent: agent.id },
      channel: message.kind === "text" ? message.channel : undefined,
    });
    const entry = {
      action: "message.sent",
      thread: sent.thread.id,
      text: `${agent.name} wrote to the customer.`,
    };
    await writeLog(database, { business: agent.business, at: now(), agent: agent.id, ...entry });
    // A reaction is shown at the message it is about.
    const shown = await engine.message(message.kind === "reaction" ? message.message : sent.id);
    if (shown === undefined) throw notFound();
    await indexer.settle(shown, sent.thread);
    const taken = await takeByAnswering({ database, now }, sent.thread.id, agent);
    if (taken.length > 0) await services.showThread(agent.business, sent.thread.id, taken);
    const [view] = await items.views([shown]);
    return context.json(view, 201);
  });

  routes.for("agent", "POST", "/threads/:id/notes", async (context, { agent }) => {
    const { text } = await readBody(context, noteBody);
    const { row } = await threadOf(services, context, agent.business);
    const note = { at: now(), agent: agent.id, name: agent.name, text };
    const entry = await database.transaction((tx) => addNote(tx, row, note));
    await services.showThread(agent.business, row.id, [entry]);
    return context.json(
      entryView(entry, (id) => agents.get(id)?.name),
      201,
    );
  });
}
