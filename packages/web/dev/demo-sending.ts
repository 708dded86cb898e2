import type {
  Attachment,
  ClientEvent,
  Conversation,
  CulverClient,
  Interactive,
  Message,
  MessageBody,
  OutgoingAttachment,
  OutgoingContent,
  SendOptions,
} from "@culver/client";
import { isContent } from "../src/lib/content.ts";
import { contentText } from "../src/lib/content-text.ts";
import { messageOf } from "./demo-history.ts";
import { DemoError, pause } from "./demo-sign-up.ts";
import { smsMessage } from "./demo-sms.ts";
import { checkSize, type DemoTransfers } from "./demo-transfers.ts";

/** What the demonstration holds, and how it changes. */
export interface DemoWorld {
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly messages: ReadonlyMap<string, readonly Message[]>;
  find(conversation: string, id: string): Message;
  store(message: Message, isNew: boolean): void;
  change(conversation: string, changes: Partial<Conversation>): void;
  emit(event: ClientEvent): void;
  position(): number;
}

type Calls = Pick<CulverClient, "sendText" | "send" | "sendMany" | "choose" | "message" | "sendAttachment">;

/** A file that is on its way. */
function going({ file, caption: _, replyTo: __, ...about }: OutgoingAttachment): Attachment {
  return { ...about, size: file.size, transfer: { state: "uploading", done: 0, total: file.size } };
}

function asked(interactive: Interactive<OutgoingAttachment>): Interactive<Attachment> {
  const { header, ...rest } = interactive;
  if (header?.kind !== "attachment") return { ...rest, ...(header !== undefined && { header }) };
  return { ...rest, header: { kind: "attachment", attachment: going(header.attachment) } };
}

function bodyOf(content: OutgoingContent): MessageBody {
  switch (content.kind) {
    case "attachment":
      return { ...content, attachment: going(content.attachment), text: content.attachment.caption ?? "" };
    case "interactive":
      return { kind: "interactive", interactive: asked(content.interactive), answered: [] };
    default:
      return content;
  }
}

/** Sending: ticks come by themselves, and so do answers. */
export function demoSending({
  world,
  transfers,
  isOnline,
}: {
  readonly world: DemoWorld;
  readonly transfers: DemoTransfers;
  readonly isOnline: () => boolean;
}): { readonly calls: Calls; deliver(message: Message): Promise<void> } {
  const { conversations, find, store, change, emit } = world;
  const unreadOf = (conversation: string): number => conversations.get(conversation)?.unread ?? 0;

  const reply = async (conversation: string): Promise<void> => {
    const { peer, sms } = conversations.get(conversation) ?? {};
    if (sms !== undefined) {
      await pause(2_500);
      store(smsMessage(sms.number, world.position(), false, Date.now(), "Ok, thanks"), true);
      change(conversation, { unread: unreadOf(conversation) + 1 });
    }
    if (peer === undefined || peer.blocked) return;
    await pause(1_200);
    emit({ type: "typing", conversation, account: peer.account, typing: true });
    await pause(1_800);
    const body: MessageBody = { kind: "text", text: "Sounds good to me!" };
    store(messageOf(peer, world.position(), { own: false, at: Date.now(), body }), true);
    change(conversation, { unread: unreadOf(conversation) + 1 });
  };

  const deliver = async (message: Message): Promise<void> => {
    if (!isOnline()) return;
    const bySms = message.conversation.startsWith("sms:");
    if (transfers.files.has(message.id) && !(await transfers.upload(message))) return;
    const steps = [
      ["sent", 120],
      ["delivered", 300],
      ["read", 700],
    ] as const;
    for (const [status, wait] of bySms ? steps.slice(0, 2) : steps) {
      await pause(wait);
      store({ ...find(message.conversation, message.id), status }, false);
    }
    await reply(message.conversation);
  };

  const quoted = (conversation: string, id: string | undefined): Partial<Message> => {
    if (id === undefined) return {};
    const { author, body } = find(conversation, id);
    return { replyTo: { id, author, preview: isContent(body) ? contentText(body) : "" } };
  };

  const begin = (conversation: string, body: MessageBody, replyTo?: string, file?: Blob): Message => {
    const { peer, sms } = conversations.get(conversation) ?? {};
    if (peer === undefined && sms === undefined) throw new DemoError("not_found", "No such chat.");
    const extra = { status: "queued", ...quoted(conversation, replyTo) } as const;
    const at = Date.now();
    const message =
      peer !== undefined
        ? messageOf(peer, world.position(), { own: true, at, body, extra })
        : smsMessage(sms?.number ?? "", world.position(), true, at, body, extra);
    if (file !== undefined) transfers.files.set(message.id, file);
    store(message, true);
    void deliver(message);
    return message;
  };

  const send = (conversation: string, content: OutgoingContent, options?: SendOptions): Message => {
    const header = content.kind === "interactive" ? content.interactive.header : undefined;
    const attachment =
      content.kind === "attachment"
        ? content.attachment
        : header?.kind === "attachment"
          ? header.attachment
          : undefined;
    if (attachment !== undefined) checkSize(attachment.file);
    return begin(conversation, bodyOf(content), options?.replyTo ?? attachment?.replyTo, attachment?.file);
  };

  return {
    deliver,
    calls: {
      send: async (conversation, content, options) => send(conversation, content, options),
      sendText: async (conversation, text, options) => send(conversation, { kind: "text", text }, options),
      sendAttachment: async (conversation, attachment) =>
        send(conversation, { kind: "attachment", attachment }),
      sendMany: async (items) =>
        items.map(({ conversation, content, options }) => ({
          message: send(conversation, content, options),
        })),
      async choose(conversation, id, wanted) {
        const message = find(conversation, id);
        if (message.body.kind !== "interactive") throw new DemoError("not_possible", "Nothing to choose.");
        const { interactive, answered } = message.body;
        const choice = [
          ...interactive.actions.flatMap((action) => (action.kind === "reply" ? [action.choice] : [])),
          ...(interactive.list?.sections ?? []).flatMap(({ rows }) => rows),
        ].find((one) => one.id === wanted);
        if (choice === undefined) throw new DemoError("not_possible", "There is no such choice.");
        await pause(150);
        store({ ...message, body: { ...message.body, answered: [...answered, wanted] } }, false);
        return begin(conversation, { kind: "choice", choice }, id);
      },
      message: async (conversation, id) => world.messages.get(conversation)?.find((one) => one.id === id),
    },
  };
}
