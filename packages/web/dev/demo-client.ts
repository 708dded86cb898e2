import type {
  ClientEvent,
  ConnectionState,
  Contact,
  Conversation,
  CulverClient,
  LinkedDevice,
  Message,
  Self,
  Settings,
} from "@culver/client";
import { isContent } from "../src/lib/content.ts";
import { contentText } from "../src/lib/content-text.ts";
import { attachmentHistory } from "./demo-attachments.ts";
import { bakery, bakeryHistory } from "./demo-business.ts";
import { edgeHistory } from "./demo-edges.ts";
import { conversationId, historyWith } from "./demo-history.ts";
import type { DemoMedia } from "./demo-media.ts";
import { people, self as signedInSelf } from "./demo-people.ts";
import { demoSending } from "./demo-sending.ts";
import { DemoError, demoSignUp, pause } from "./demo-sign-up.ts";
import { smsConversation, smsHistories, smsId, smsMessage, smsTitle } from "./demo-sms.ts";
import { attachmentOf, demoTransfers, withTransfer } from "./demo-transfers.ts";

/** The person whose chat holds files of every kind. */
const withFiles = 15;

/** How many people each scenario knows; in the others there is nobody yet. */
const crowds: Readonly<Record<string, number>> = {
  chats: 200,
  offline: 200,
  signedout: 200,
  edges: 20,
  thousand: 1_000,
  business: 12,
};

/** An invented client for looking at screens: two hundred chats, thousands of messages, answers that come by themselves. */
export function createDemoClient(scenario: string, media: DemoMedia): CulverClient {
  if (scenario === "broken") throw new DemoError("store", "The store of this browser cannot be opened.");
  const now = Date.now();
  const known = people(crowds[scenario] ?? 0);
  const contacts = new Map(known.map((one) => [one.account, one]));
  const messages = new Map<string, Message[]>();
  const conversations = new Map<string, Conversation>();
  const listeners = new Set<(event: ClientEvent) => void>();
  let me: Self | undefined = scenario === "fresh" ? undefined : signedInSelf;
  let connection: ConnectionState = { state: "connecting" };
  let settings: Settings = {
    readReceipts: true,
    lastSeen: true,
    typing: true,
    encryptedSmsAfterMinutes: 0,
  };
  let devices: LinkedDevice[] = [
    { device: "1", name: "Chrome on Linux", createdAt: now - 9e9, current: true },
    { device: "2", name: "Terminal on Linux", createdAt: now - 4e9, lastSeenAt: now - 5e7, current: false },
  ];
  let position = 100_000;

  const emit = (event: ClientEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const titleOf = (contact: Contact): string =>
    contact.name ?? contact.profileName ?? contact.number ?? "Unknown";
  const put = (conversation: Conversation): void => {
    conversations.set(conversation.id, conversation);
    emit({ type: "conversation", conversation });
  };
  const change = (id: string, changes: Partial<Conversation>): void => {
    const current = conversations.get(id);
    if (current !== undefined) put({ ...current, ...changes });
  };
  const store = (message: Message, isNew: boolean): void => {
    const list = messages.get(message.conversation) ?? [];
    const index = list.findIndex(({ id }) => id === message.id);
    if (index === -1) list.push(message);
    else list[index] = message;
    messages.set(message.conversation, list);
    emit({ type: "message", message, isNew });
    const last = list.findLast(
      ({ body }) => body.kind !== "notice" || body.notice.type === "account-key-changed",
    );
    if (last !== undefined)
      change(message.conversation, {
        lastMessage: last,
        activeAt: Math.max(last.at, conversations.get(message.conversation)?.activeAt ?? 0),
      });
  };
  const find = (conversation: string, id: string): Message => {
    const found = messages.get(conversation)?.find((one) => one.id === id);
    if (found === undefined) throw new DemoError("not_found", "No such message.");
    return found;
  };
  const start = (peer: Contact): Conversation => {
    const id = conversationId(peer.account);
    const conversation: Conversation = {
      id,
      kind: "direct",
      peer,
      title: titleOf(peer),
      activeAt: Date.now(),
      unread: 0,
      markedUnread: false,
      pinned: false,
      archived: false,
    };
    return conversations.get(id) ?? conversation;
  };

  const transfers = demoTransfers(
    ({ conversation, id }) => find(conversation, id),
    (message) => store(message, false),
  );

  known.forEach((peer, index) => {
    const list =
      scenario === "edges" && index === 0
        ? edgeHistory(peer, now)
        : index === withFiles
          ? attachmentHistory(peer, now, media, transfers.files)
          : historyWith(peer, index, now);
    const id = conversationId(peer.account);
    messages.set(id, list);
    const last = list.at(-1);
    const incoming = list.filter((one) => !one.outgoing && one.body.kind === "text");
    const unread =
      index === 1
        ? scenario === "edges"
          ? 1_234
          : 37
        : index === 6
          ? 3
          : index === 8
            ? 1
            : index === 20
              ? 12
              : 0;
    const firstUnread = incoming.at(-unread)?.id;
    conversations.set(id, {
      ...start(peer),
      activeAt: last?.at ?? now,
      ...(last !== undefined && { lastMessage: last }),
      unread,
      markedUnread: index === 11,
      ...(unread > 0 && firstUnread !== undefined && { firstUnread }),
      ...(index === 5 && { draft: { text: "I was thinking, maybe we could" } }),
      ...(scenario === "edges" &&
        index === 1 && { draft: { text: "About that", replyTo: list[3]?.id ?? "" } }),
      pinned: index === 0 || index === 3,
      archived: index > 190,
      ...(index === 8 && { mutedUntil: 253_402_300_799_000 }),
    });
  });

  if (scenario === "business") {
    contacts.set(bakery.account, bakery);
    const list = bakeryHistory(now, media, transfers.files);
    const last = list.at(-1);
    messages.set(conversationId(bakery.account), list);
    conversations.set(conversationId(bakery.account), {
      ...start(bakery),
      activeAt: now,
      ...(last !== undefined && { lastMessage: last }),
    });
  }

  if (known.length > 0) {
    for (const [phone, list] of smsHistories(now, known[16])) {
      const last = list.at(-1);
      messages.set(smsId(phone.number), [...list]);
      conversations.set(smsId(phone.number), {
        ...smsConversation(phone, last?.at ?? now),
        ...(last !== undefined && { lastMessage: list.findLast(({ body }) => body.kind === "text") ?? last }),
      });
    }
  }

  const sending = demoSending({
    world: { conversations, messages, find, store, change, emit, position: () => position++ },
    transfers,
    isOnline: () => connection.state === "online",
  });

  const client: CulverClient = {
    ...demoSignUp((signedUp) => {
      me = signedUp;
    }),
    ...sending.calls,
    self: async () => me,
    async setProfileName(name) {
      if (me !== undefined) me = { ...me, name };
    },
    async connect() {
      const states: ConnectionState[] =
        scenario === "offline"
          ? [{ state: "waiting", retryAt: Date.now() + 48_000 }]
          : scenario === "signedout"
            ? [{ state: "signed-out", reason: "replaced" }]
            : [{ state: "connecting" }, { state: "updating" }, { state: "online" }];
      for (const state of states) {
        connection = state;
        emit({ type: "connection", connection });
        await pause(60);
      }
      const typist = known[10];
      if (typist !== undefined)
        emit({
          type: "typing",
          conversation: conversationId(typist.account),
          account: typist.account,
          typing: true,
        });
    },
    async disconnect() {
      connection = { state: "offline" };
      emit({ type: "connection", connection });
    },
    connection: async () => connection,
    setActive: async () => undefined,
    conversations: async () => [...conversations.values()],
    conversation: async (id) => conversations.get(id),
    async messages(conversation, page = {}) {
      const { before, after, around, limit = 60 } = page;
      const list = (messages.get(conversation) ?? []).toSorted((a, b) => a.position - b.position);
      if (around !== undefined) {
        const index = list.findIndex(({ id }) => id === around);
        return index === -1
          ? []
          : list.slice(Math.max(0, index - Math.floor(limit / 2)), index + Math.ceil(limit / 2));
      }
      if (after !== undefined) return list.filter((one) => one.position > after).slice(0, limit);
      return list.filter((one) => before === undefined || one.position < before).slice(-limit);
    },
    async messageInfo(conversation, id) {
      const { at, status } = find(conversation, id);
      return {
        sentAt: at,
        ...(status !== "sent" && { deliveredAt: at + 400 }),
        ...(status === "read" && { readAt: at + 65_000 }),
      };
    },
    contacts: async () => [...contacts.values()],
    async lookup(numbers) {
      await pause(300);
      return numbers.map((number) => {
        const contact = [...contacts.values()].find((one) => one.number === number);
        return contact === undefined ? { number } : { number, contact };
      });
    },
    async openConversation(account) {
      const peer = contacts.get(account);
      if (peer === undefined) throw new DemoError("not_found", "No such person.");
      const conversation = start(peer);
      put(conversation);
      return conversation;
    },
    async setContactName(account, name) {
      const { name: _, ...rest } = contacts.get(account) ?? { account, verified: false, blocked: false };
      const contact: Contact = name === "" ? rest : { ...rest, name };
      contacts.set(account, contact);
      emit({ type: "contact", contact });
      change(conversationId(account), { peer: contact, title: titleOf(contact) });
    },
    async openSmsConversation(number) {
      if (number.endsWith("9")) throw new DemoError("sms_unavailable", "This server sends no SMS.");
      const id = smsId(number);
      if (!conversations.has(id)) {
        store(
          smsMessage(number, position++, false, Date.now(), { kind: "notice", notice: { type: "sms" } }),
          false,
        );
        put(smsConversation({ number }, Date.now()));
      }
      return conversations.get(id) ?? smsConversation({ number }, Date.now());
    },
    async smsQuote(conversation) {
      await pause(150);
      if (conversation.endsWith("8"))
        return { refused: "Nothing can be sent to this country from here.", text: {} };
      return { cost: 6, currency: "EUR", text: { replaceTypography: true } };
    },
    async setSmsName(conversation, name) {
      const { sms } = conversations.get(conversation) ?? {};
      if (sms === undefined) return;
      const { name: _, ...rest } = sms;
      const named = name === "" ? rest : { ...rest, name };
      change(conversation, { sms: named, title: smsTitle(named) });
    },
    async takeInSms({ userData }) {
      if (userData.length < 8) throw new DemoError("not_encrypted_sms", "That is no encrypted SMS.");
      return userData[userData.length - 1] === 0;
    },
    async cancelTransfer(conversation, id) {
      transfers.cancel(id);
      const message = withTransfer(find(conversation, id), { state: "cancelled" });
      store(message.outgoing ? { ...message, status: "failed" } : message, false);
    },
    async download(conversation, id) {
      await transfers.download(find(conversation, id));
    },
    async attachmentFile(conversation, id) {
      const { state } = attachmentOf(find(conversation, id)).transfer;
      const here = state === "ready" || find(conversation, id).outgoing;
      return here ? transfers.files.get(id) : undefined;
    },
    async editText(conversation, id, text) {
      store({ ...find(conversation, id), body: { kind: "text", text }, editedAt: Date.now() }, false);
    },
    async react(conversation, id, emoji) {
      const message = find(conversation, id);
      const mine = me?.account ?? "";
      const others = message.reactions
        .map((one) => ({ ...one, authors: one.authors.filter((author) => author !== mine) }))
        .filter(({ authors }) => authors.length > 0);
      const same = others.find((one) => one.emoji === emoji);
      const rest = others.filter((one) => one.emoji !== emoji);
      const reactions =
        emoji === "" ? others : [...rest, { emoji, authors: [...(same?.authors ?? []), mine] }];
      store({ ...message, reactions }, false);
    },
    async deleteForMe(conversation, ids) {
      messages.set(
        conversation,
        (messages.get(conversation) ?? []).filter(({ id }) => !ids.includes(id)),
      );
    },
    async deleteForAll(conversation, id) {
      store({ ...find(conversation, id), body: { kind: "deleted" }, reactions: [] }, false);
    },
    async retry(conversation, id) {
      const { failure: _, ...message } = find(conversation, id);
      store({ ...message, status: "queued" }, false);
      void sending.deliver(message);
    },
    async star(conversation, id, starred) {
      store({ ...find(conversation, id), starred }, false);
    },
    async markRead(conversation, upTo) {
      const list = messages.get(conversation) ?? [];
      const index = upTo === undefined ? list.length : list.findIndex(({ id }) => id === upTo) + 1;
      const unread = list.slice(index).filter(({ outgoing, body }) => !outgoing && isContent(body)).length;
      const current = conversations.get(conversation);
      if (current === undefined || unread >= current.unread) return;
      const { firstUnread: _, ...rest } = current;
      put({ ...rest, unread });
    },
    setTyping: async () => undefined,
    async setDraft(conversation, draft) {
      const current = conversations.get(conversation);
      if (current === undefined) return;
      const { draft: _, ...rest } = current;
      put(draft === undefined ? rest : { ...rest, draft });
    },
    async setConversation(conversation, { mutedUntil, ...changes }) {
      const current = conversations.get(conversation);
      if (current === undefined) return;
      const { mutedUntil: old, ...rest } = current;
      const until = mutedUntil === undefined ? old : (mutedUntil ?? undefined);
      put({ ...rest, ...changes, ...(until !== undefined && { mutedUntil: until }) });
    },
    async deleteConversation(conversation) {
      conversations.delete(conversation);
      messages.delete(conversation);
    },
    async block(account, blocked) {
      const contact = contacts.get(account);
      if (contact === undefined) return;
      contacts.set(account, { ...contact, blocked });
      emit({ type: "contact", contact: { ...contact, blocked } });
    },
    async search(text, options) {
      const wanted = text.toLowerCase();
      const hit = (value: string | undefined): boolean => value?.toLowerCase().includes(wanted) ?? false;
      const found: Message[] = [];
      for (const [conversation, list] of messages) {
        if (options?.conversation !== undefined && options.conversation !== conversation) continue;
        found.push(
          ...list.filter(
            ({ body }) =>
              (isContent(body) && hit(contentText(body))) ||
              (body.kind === "attachment" && hit(body.attachment.name)),
          ),
        );
      }
      return {
        conversations:
          options?.conversation === undefined
            ? [...conversations.values()]
                .filter(({ title, peer, sms }) => hit(title) || hit(peer?.number) || hit(sms?.number))
                .slice(0, 8)
            : [],
        contacts: [...contacts.values()].filter((one) => hit(titleOf(one))).slice(0, 8),
        messages: found.sort((a, b) => b.at - a.at).slice(0, options?.limit ?? 50),
      };
    },
    async watchPresence(account, watch) {
      if (!watch) return;
      await pause(80);
      const index = known.findIndex((one) => one.account === account);
      emit({
        type: "presence",
        presence:
          index % 3 === 0
            ? { account, online: true }
            : { account, online: false, lastSeen: now - index * 17 * 60_000 },
      });
    },
    async safetyNumber(account) {
      const digits = [...account.repeat(4)].map((letter) => (letter.charCodeAt(0) * 7919) % 10);
      const groups = Array.from({ length: 12 }, (_, group) =>
        digits.slice(group * 5, group * 5 + 5).join(""),
      );
      return {
        groups,
        qr: new TextEncoder().encode(`culver:${account}:${"x".repeat(40)}`),
        verified: contacts.get(account)?.verified ?? false,
      };
    },
    compareSafetyQr: async (account, scanned) =>
      new TextDecoder().decode(scanned).startsWith(`culver:${account}`),
    async setVerified(account, verified) {
      const contact = contacts.get(account);
      if (contact === undefined) return;
      contacts.set(account, { ...contact, verified });
      emit({ type: "contact", contact: { ...contact, verified } });
    },
    settings: async () => settings,
    async changeSettings(changes) {
      settings = { ...settings, ...changes };
      return settings;
    },
    setRegistrationLock: () => pause(200),
    devices: async () => devices,
    async removeDevice(device) {
      devices = devices.filter((one) => one.device !== device);
    },
    async signOut() {
      me = undefined;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    faults: async () => ({}),
    async close() {
      listeners.clear();
    },
  };
  return client;
}
