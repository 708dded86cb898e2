import type {
  ClientEvent,
  CodeMethod,
  ConnectionState,
  Contact,
  Conversation,
  Draft,
  LinkedDevice,
  LinkingClient,
  Message,
  MessageInfo,
  OutgoingAttachment,
  OutgoingContent,
  RegistrationStarted,
  SafetyNumber,
  SearchResult,
  Self,
  SendOptions,
  Settings,
  SmsQuote,
} from "./api.ts";
import type { ConversationChanges, Page } from "./conversations/conversations.ts";
import { messageView } from "./conversations/message-view.ts";
import { markRead } from "./conversations/reading.ts";
import { type OutgoingItem, type SendOutcome, sendMany } from "./conversations/send-many.ts";
import { forApp } from "./core/client-error-from.ts";
import type { DeviceOptions } from "./device.ts";
import { DeviceConnection } from "./device-connection.ts";
import { ClientError } from "./errors.ts";
import { wipe } from "./maintenance/wipe.ts";
import type { SelfRecord } from "./records/self-record.ts";
import { isSmsConversation } from "./sms/sms-conversation-id.ts";
import { notOverSms } from "./sms/sms-errors.ts";

/** A device as an app sees it: each call goes to the part it is about. */
export class DeviceClient implements LinkingClient {
  readonly #connection: DeviceConnection;

  constructor(options: DeviceOptions) {
    this.#connection = new DeviceConnection(options);
  }

  get #device() {
    return this.#connection.device;
  }

  async load(): Promise<void> {
    await this.#device.context.keys.load();
  }

  async self(): Promise<Self | undefined> {
    const { record } = this.#device.context.keys;
    return record === undefined ? undefined : selfView(record);
  }

  startRegistration(number: string, options: { method?: CodeMethod } = {}): Promise<RegistrationStarted> {
    return this.#device.registration.start(number, options.method);
  }

  resendCode(registration: string, options: { method?: CodeMethod } = {}): Promise<RegistrationStarted> {
    return this.#device.registration.resend(registration, options.method);
  }

  async verifyCode(
    registration: string,
    code: string,
    options: { pin?: string; deviceName?: string } = {},
  ): Promise<Self> {
    return forApp(() =>
      this.#enter(async () => {
        await this.#device.registration.verify(registration, code, options);
      }),
    );
  }

  /** From having become a device to being one that can be written to. */
  async #enter(become: () => Promise<void>): Promise<Self> {
    const { changes, keys } = this.#device.context;
    this.#connection.disconnect();
    await become();
    await this.#device.publication.makeKeys();
    changes.emit({ type: "self", self: selfView(keys.self) });
    await this.#connection.connect();
    await this.#connection.published();
    return selfView(keys.self);
  }

  async setProfileName(name: string): Promise<void> {
    const { db, keys, changes } = this.#device.context;
    await db.transact(async (tx) => keys.put(tx, { ...keys.self, name: name.trim().slice(0, 100) }));
    changes.emit({ type: "self", self: selfView(keys.self) });
  }

  connect(): Promise<void> {
    return this.#connection.connect();
  }

  async disconnect(): Promise<void> {
    this.#connection.disconnect();
  }

  async connection(): Promise<ConnectionState> {
    return this.#connection.state;
  }

  async setActive(active: boolean): Promise<void> {
    this.#device.presence.setActive(active);
  }

  conversations(): Promise<readonly Conversation[]> {
    return this.#device.conversations.list();
  }

  conversation(id: string): Promise<Conversation | undefined> {
    return this.#device.conversations.get(id);
  }

  messages(conversation: string, page?: Page): Promise<readonly Message[]> {
    return this.#device.conversations.messages(conversation, page);
  }

  async messageInfo(conversation: string, id: string): Promise<MessageInfo> {
    const { context, messages } = this.#device;
    const message = await messages.find(context.db, conversation, id);
    if (message === undefined) return {};
    const sentAt = message.outgoing ? message.acceptedAt : message.at;
    return {
      ...(sentAt === undefined ? {} : { sentAt }),
      ...(message.deliveredAt === undefined ? {} : { deliveredAt: message.deliveredAt }),
      ...(message.readAt === undefined ? {} : { readAt: message.readAt }),
    };
  }

  contacts(): Promise<readonly Contact[]> {
    return this.#device.contacts.all();
  }

  lookup(
    numbers: readonly string[],
    country?: string,
  ): Promise<readonly { number: string; contact?: Contact }[]> {
    return forApp(() => this.#device.directory.lookup(numbers, country));
  }

  openConversation(account: string): Promise<Conversation> {
    return this.#device.conversations.open(account);
  }

  openSmsConversation(number: string): Promise<Conversation> {
    return forApp(() => this.#device.sms.phones.open(number));
  }

  smsQuote(conversation: string): Promise<SmsQuote> {
    return forApp(() => this.#device.sms.quotes.of(conversation));
  }

  setSmsName(conversation: string, name: string): Promise<void> {
    return this.#device.sms.phones.setName(conversation, name);
  }

  takeInSms(sms: { readonly from: string; readonly userData: Uint8Array }): Promise<boolean> {
    return this.#device.sms.encrypted.takeIn(sms);
  }

  setContactName(account: string, name: string): Promise<void> {
    return this.#device.contacts.setName(account, name);
  }

  sendText(conversation: string, text: string, options: SendOptions = {}): Promise<Message> {
    return this.send(conversation, { kind: "text", text }, options);
  }

  async send(conversation: string, content: OutgoingContent, options: SendOptions = {}): Promise<Message> {
    const { attachments, compose, sms, typing } = this.#device;
    const isSms = isSmsConversation(conversation);
    if (isSms && content.kind === "text") return sms.texts.send(conversation, content.text, options);
    if (isSms && content.kind !== "attachment") throw notOverSms();
    if (!isSms) typing.sent(conversation);
    if (content.kind === "attachment") return attachments.send(conversation, content.attachment, options);
    const header = content.kind === "interactive" ? content.interactive.header : undefined;
    if (content.kind === "interactive" && header?.kind === "attachment")
      return attachments.sendInteractive(conversation, content, header.attachment.file, options);
    return compose.send(conversation, content, options);
  }

  sendMany(items: readonly OutgoingItem[]): Promise<readonly SendOutcome[]> {
    const { compose, context, sms, typing } = this.#device;
    for (const conversation of new Set(items.map((item) => item.conversation)))
      if (!isSmsConversation(conversation)) typing.sent(conversation);
    return sendMany(context, { compose, texts: sms.texts }, items);
  }

  async choose(conversation: string, id: string, choice: string): Promise<Message> {
    this.#device.typing.sent(conversation);
    return this.#device.compose.choose(conversation, id, choice);
  }

  async message(conversation: string, id: string): Promise<Message | undefined> {
    const { context, messages } = this.#device;
    const record = await messages.find(context.db, conversation, id);
    return record === undefined ? undefined : messageView(record);
  }

  async sendAttachment(conversation: string, attachment: OutgoingAttachment): Promise<Message> {
    return this.send(conversation, { kind: "attachment", attachment });
  }

  cancelTransfer(conversation: string, id: string): Promise<void> {
    return this.#device.attachments.cancel(conversation, id);
  }

  download(conversation: string, id: string): Promise<void> {
    return this.#device.attachments.download(conversation, id);
  }

  attachmentFile(conversation: string, id: string): Promise<Blob | undefined> {
    return this.#device.attachments.file(conversation, id);
  }

  editText(conversation: string, id: string, text: string): Promise<void> {
    return this.#device.compose.edit(conversation, id, text);
  }

  react(conversation: string, id: string, emoji: string): Promise<void> {
    return this.#device.compose.react(conversation, id, emoji);
  }

  async deleteForMe(conversation: string, ids: readonly string[]): Promise<void> {
    const { context, messages, outbox } = this.#device;
    await context.db.transact(async (tx) => {
      for (const id of ids) {
        const item = await outbox.find(tx, id);
        if (item !== undefined) outbox.remove(tx, item);
      }
      await messages.remove(tx, conversation, ids);
    });
  }

  deleteForAll(conversation: string, id: string): Promise<void> {
    return this.#device.compose.deleteForAll(conversation, id);
  }

  async retry(conversation: string, id: string): Promise<void> {
    if (await this.#device.attachments.retry(conversation, id)) return;
    if (isSmsConversation(conversation)) return this.#device.sms.texts.retry(conversation, id);
    return this.#device.compose.retry(conversation, id);
  }

  async star(conversation: string, id: string, starred: boolean): Promise<void> {
    const { context, messages } = this.#device;
    await context.db.transact(async (tx) => {
      const message = await messages.find(tx, conversation, id);
      if (message !== undefined) await messages.save(tx, { ...message, starred });
    });
  }

  markRead(conversation: string, upTo?: string): Promise<void> {
    const { context, messages, outbox } = this.#device;
    return markRead(context, messages, outbox, conversation, upTo);
  }

  setTyping(conversation: string, typing: boolean): Promise<void> {
    return this.#device.typing.set(conversation, typing);
  }

  setDraft(conversation: string, draft: Draft | undefined): Promise<void> {
    return this.#device.conversations.setDraft(conversation, draft);
  }

  setConversation(conversation: string, changes: ConversationChanges): Promise<void> {
    return this.#device.conversations.change(conversation, changes);
  }

  deleteConversation(conversation: string): Promise<void> {
    return this.#device.conversations.remove(conversation);
  }

  block(account: string, blocked: boolean): Promise<void> {
    return this.#device.contacts.block(account, blocked);
  }

  search(text: string, options?: { conversation?: string; limit?: number }): Promise<SearchResult> {
    return this.#device.search.run(text, options);
  }

  async watchPresence(account: string, watch: boolean): Promise<void> {
    this.#device.presence.watch(account, watch);
  }

  safetyNumber(account: string): Promise<SafetyNumber> {
    return forApp(() => this.#device.verification.number(account));
  }

  compareSafetyQr(account: string, scanned: Uint8Array): Promise<boolean> {
    return forApp(() => this.#device.verification.compare(account, scanned));
  }

  setVerified(account: string, verified: boolean): Promise<void> {
    return this.#device.verification.set(account, verified);
  }

  settings(): Promise<Settings> {
    return this.#device.settings.get();
  }

  changeSettings(changes: Partial<Settings>): Promise<Settings> {
    return forApp(() => this.#device.settings.change(changes));
  }

  setRegistrationLock(pin: string | null): Promise<void> {
    return this.#device.devices.setRegistrationLock(pin);
  }

  devices(): Promise<readonly LinkedDevice[]> {
    return this.#device.devices.list();
  }

  removeDevice(device: string): Promise<void> {
    return forApp(async () => this.#device.revocation.remove(device));
  }

  createLinkedDevice(name: string): Promise<string> {
    return forApp(() => this.#device.linking.create(name));
  }

  acceptLink(secret: string): Promise<Self> {
    return forApp(() => this.#enter(() => this.#device.linking.accept(secret)));
  }

  async signOut(options: { deleteAccount?: boolean } = {}): Promise<void> {
    const { context, states, devices, attachments } = this.#device;
    if (context.keys.record !== undefined) {
      try {
        await devices.leave(options.deleteAccount === true);
      } catch (error) {
        // A device that cannot reach the server can still forget everything; an account has to be deleted there.
        if (options.deleteAccount || !(error instanceof ClientError)) throw error;
      }
    }
    this.#connection.disconnect();
    await attachments.forget();
    await context.jobs.run(() =>
      context.db.transact(async (tx) => {
        await states.clear(tx);
        await wipe(tx);
      }),
    );
    context.keys.clear();
  }

  async faults(): Promise<Readonly<Record<string, number>>> {
    return this.#device.context.faults.snapshot();
  }

  subscribe(listener: (event: ClientEvent) => void): () => void {
    return this.#device.context.changes.subscribe(listener);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

function selfView({ account, device, number, domain, name }: SelfRecord): Self {
  return { account, device, number, domain, name };
}
