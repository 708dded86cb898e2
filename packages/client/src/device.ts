import { Attachments } from "./attachments/attachments.ts";
import { mediaServer } from "./attachments/media-server.ts";
import type { ClientOptions } from "./client-options.ts";
import { ContactBook } from "./contacts/contact-book.ts";
import { DeviceLists } from "./contacts/device-lists.ts";
import { Directory } from "./contacts/directory.ts";
import { ListRechecks } from "./contacts/list-rechecks.ts";
import { Verification } from "./contacts/verification.ts";
import { Compose } from "./conversations/compose.ts";
import { Conversations } from "./conversations/conversations.ts";
import { MessageLog } from "./conversations/message-log.ts";
import { Changes } from "./core/changes.ts";
import type { Context } from "./core/context.ts";
import { DeviceKeys } from "./core/device-keys.ts";
import { Faults } from "./core/faults.ts";
import { Serial } from "./core/serial.ts";
import { Devices } from "./devices/devices.ts";
import { Linking } from "./devices/linking.ts";
import { Renewal } from "./devices/renewal.ts";
import { Revocation } from "./devices/revocation.ts";
import { GroupStates } from "./groups/group-states.ts";
import { Handshakes } from "./groups/take-in-handshake.ts";
import { UsableGroups } from "./groups/usable-group.ts";
import { ResendAnswers } from "./healing/answer-request.ts";
import { MissingMessages } from "./healing/missing-messages.ts";
import { Repairs } from "./healing/repairs.ts";
import { Inbox } from "./inbox/inbox.ts";
import { MessageIntake } from "./inbox/message-intake.ts";
import { Outbox } from "./outbox/outbox.ts";
import { Outcomes } from "./outbox/outcomes.ts";
import { Sender } from "./outbox/sender.ts";
import { Presence } from "./presence/presence.ts";
import { Typing } from "./presence/typing.ts";
import { OwedReceipts } from "./receipts/owed-receipts.ts";
import { takeInDisplayed, takeInReceived } from "./receipts/take-in-receipt.ts";
import { Http } from "./registration/http.ts";
import { KeyPackages } from "./registration/key-packages.ts";
import { Publication } from "./registration/publication.ts";
import { Registration } from "./registration/registration.ts";
import { Search } from "./search/search.ts";
import { DeviceSettings } from "./settings/settings.ts";
import { assembleSms } from "./sms/assemble-sms.ts";
import { EncryptedSms } from "./sms/encrypted/encrypted-sms.ts";
import { Wake } from "./sms/wake.ts";
import { Database } from "./store/database.ts";
import { Stream, type StreamHandlers } from "./stream/stream.ts";

export type DeviceOptions = Required<Omit<ClientOptions, "primitives">>;

/** Called by the parts of a device; what happens then is the client's business. */
export interface DeviceHooks {
  readonly stream: Omit<StreamHandlers, "onStanza">;
  /** Everything the mailbox held has been taken in. */
  readonly onCaughtUp: () => Promise<void>;
}

/** The parts of a device, put together: the composition root. */
export function assembleDevice(options: DeviceOptions, hooks: DeviceHooks) {
  const { clock, log, random } = options;
  const db = new Database(options.store);
  const keys = new DeviceKeys(db);
  const stream = new Stream(
    { url: streamUrl(options.serverUrl), WebSocket: options.WebSocket, clock, random, log },
    { ...hooks.stream, onStanza: (stanza, handled) => inbox.stanza(stanza, handled) },
  );
  const changes = new Changes(db, log);
  const faults = new Faults();
  const context: Context = { db, wire: stream, keys, changes, faults, jobs: new Serial(), clock, log };
  const messages = new MessageLog(changes);
  const lists = new DeviceLists(context, messages);
  const rechecks = new ListRechecks(context, lists);
  const states = new GroupStates(keys);
  const groups = new UsableGroups(context, states, lists);
  const outbox = new Outbox(context);
  const outcomes = new Outcomes(context, outbox, messages, groups);
  const sender = new Sender(context, outbox, states, groups, {
    onAcknowledged: (id) => inbox.acknowledged(id),
    onFailed: (item, reason) => db.transact((tx) => outcomes.fail(tx, item, reason)),
  });
  outcomes.sender = sender;
  const directory = new Directory(context);
  const sms = assembleSms(context, {
    outbox,
    messages,
    lists,
    directory,
    serverUrl: options.linkUrl,
  });
  outbox.onAdded = (kind) => (kind === "sms" ? sms.sender : sender).kick();
  const repairs = new Repairs(context, groups, sender);
  groups.onSuspect = () => repairs.schedule();
  lists.onDevicesChanged = () => repairs.schedule();
  const owed = new OwedReceipts(context, outbox);
  const missing = new MissingMessages(context, messages, outbox);
  const answers = new ResendAnswers(context, messages, outbox, states, groups);
  const confirm = (account: string) =>
    void directory.confirm(account).catch(() => log("directory.unconfirmed"));
  lists.onAccountKeyChanged = confirm;
  const typing = new Typing(context);
  const presence = new Presence(context);
  const packages = new KeyPackages(context);
  const renewal = new Renewal(context, lists, packages);
  const intake = new MessageIntake(context, {
    states,
    groups,
    log: messages,
    owed,
    missing,
    answers,
    onClaimedNumber: confirm,
    onCredential: (tx, credential) => renewal.given(tx, credential),
  });
  const inbox: Inbox = new Inbox(context, {
    intake,
    handshakes: new Handshakes(context, states, lists, groups),
    rechecks,
    takeInReceipt: async (tx, { conversation, account, at, received, displayed }) => {
      if (account !== keys.self.account) await takeInReceived(messages, tx, conversation, received, at);
      if (displayed !== undefined)
        await takeInDisplayed(context, messages, tx, { conversation, from: account, id: displayed, at });
    },
    takeInSms: (tx, payload) => sms.intake.takeIn(tx, payload),
    takeInRefusal: (tx, stanza) => outcomes.refused(tx, stanza),
    takeInAcknowledged: (tx, ids) => outcomes.acknowledged(tx, ids),
    onChatState: (conversation, account, composing) => typing.takeIn(conversation, account, composing),
    onPresence: (stanza) => presence.takeIn(stanza),
    onDrained: hooks.onCaughtUp,
    onBroken: (error) =>
      stream.restart(error, !(error instanceof Error && error.name === "ConnectionLostError")),
  });
  const http = new Http(options.fetch, options.serverUrl);
  const registration = new Registration(context, http, states);
  const devices = new Devices(context, http);
  const conversations = new Conversations(context);
  const contacts = new ContactBook(context);
  const compose = new Compose(context, messages, outbox);
  const server = mediaServer(options, keys);
  const attachments = new Attachments(context, { log: messages, compose, texts: sms.texts, server });
  return {
    attachments,
    context,
    stream,
    messages,
    rechecks,
    groups,
    outbox,
    outcomes,
    sender,
    owed,
    missing,
    repairs,
    sms: { ...sms, encrypted: new EncryptedSms(context, intake) },
    states,
    directory,
    typing,
    presence,
    inbox,
    packages,
    conversations,
    contacts,
    registration,
    renewal,
    linking: new Linking(context, http, registration, lists, rechecks),
    revocation: new Revocation(context, {
      lists,
      packages,
      repairs,
      states,
      outbox,
      end: (device) => devices.remove(device),
    }),
    publication: new Publication(context, packages),
    verification: new Verification(context, lists, messages),
    compose,
    search: new Search(db, conversations, contacts),
    settings: new DeviceSettings(context, new Wake(context)),
    devices,
  };
}

export type Device = ReturnType<typeof assembleDevice>;

function streamUrl(serverUrl: string): string {
  const url = new URL(serverUrl);
  url.protocol = url.protocol === "http:" ? "ws:" : "wss:";
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/v1/stream`;
  return url.href;
}
