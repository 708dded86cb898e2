import { timingSafeEqual } from "node:crypto";
import {
  type Answer,
  checkData,
  checkDestination,
  checkSubmit,
  type Delivery,
  type FirstTry,
  type Outcome,
  type Pdu,
  SmppStatusError,
  SmscServer,
  type SmscSession,
  Status,
} from "@culver/sms";
import { Answering } from "./behaviour/answering.ts";
import { Behaviours, type Encounter } from "./behaviour/behaviours.ts";
import { type MessageIds, messageIds } from "./behaviour/message-ids.ts";
import type { Handsets } from "./handsets.ts";
import { Absences } from "./network/absences.ts";
import { type Submit, submitOfData, submitOfMulti } from "./network/as-submit.ts";
import { outgoingParts } from "./network/outgoing.ts";
import { PhoneNetwork } from "./network/phone-network.ts";
import { MessageRequests } from "./network/requests.ts";
import { StoredMessages } from "./network/stored-message.ts";
import { Timers } from "./network/timers.ts";
import { isHandsetNumber, NumberError, parseNumber } from "./number-range.ts";

export interface CarrierOptions {
  readonly systemId: string;
  readonly password: string;
  readonly port: number;
  /** Time from delivering a message to its receipt. */
  readonly receiptDelayMs: number;
  /** Waits before a deliver_sm that was not taken is sent again. */
  readonly redelivery?: { readonly baseMs?: number; readonly maxMs?: number };
}

/** How long a message without validity_period waits for a phone that is off. */
const DEFAULT_VALIDITY_MS = 48 * 3_600_000;
/** The distribution list of all handsets in use. */
const ALL_HANDSETS = "handsets";
/** messaging modes that do not store: datagram and transaction (SMPP 3.4 section 5.2.12). */
const UNSTORED: readonly number[] = [1, 2];

function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The make-believe carrier: an SMSC whose network is the handsets. */
export class SandboxCarrier implements AsyncDisposable {
  readonly behaviours = new Behaviours();
  readonly #handsets: Handsets;
  readonly #options: CarrierOptions;
  readonly #timers = new Timers();
  readonly #messages = new StoredMessages();
  readonly #absences = new Absences();
  readonly #answering = new Answering((ms, run) => void this.#timers.after(ms, run));
  readonly #network: PhoneNetwork;
  readonly #requests: MessageRequests;
  #server: SmscServer | undefined;
  #nextId = 1_000_000 + Math.floor(Math.random() * 1_000_000);
  #reference = 0;

  constructor(handsets: Handsets, options: CarrierOptions) {
    this.#handsets = handsets;
    this.#options = options;
    const messages = this.#messages;
    const deliver = (account: string, parts: readonly Delivery[]) => this.#deliver(account, parts);
    const { receiptDelayMs } = options;
    this.#network = new PhoneNetwork({ handsets, messages, timers: this.#timers, receiptDelayMs, deliver });
    this.#requests = new MessageRequests(messages, this.#network);
  }

  async listen(): Promise<number> {
    const { systemId, password, port, redelivery } = this.#options;
    this.#server = await SmscServer.listen({
      host: "127.0.0.1",
      port,
      systemId: "sandbox",
      authenticate: (id, secret) => {
        if (id !== systemId) return Status.ESME_RINVSYSID;
        return sameSecret(secret, password) ? Status.ESME_ROK : Status.ESME_RINVPASWD;
      },
      submit: (message, from) => this.#submit(message, from),
      serve: {
        data_sm: (message, from) => this.#data(message, from),
        submit_multi: (message, from) => this.#multi(message, from),
        query_sm: (request, from) => this.#requests.query(request, from.systemId),
        cancel_sm: (request, from) => this.#requests.cancel(request, from.systemId),
        replace_sm: (request, from) => this.#requests.replace(request, from.systemId),
      },
      deliveries: { backoff: { baseMs: 250, maxMs: 5_000, ...redelivery } },
      // Every part of the longest text a handset sends must be under way at once: none is answered alone.
      session: { window: 300, maxHandling: 1000 },
    });
    return this.#server.port;
  }

  /**
   * Sends a text from a handset to the account's binds in turn.
   * @throws AddressError for a recipient that is none.
   */
  send(from: string, to: string, text: string): Outcome & { readonly parts: number } {
    const parts = outgoingParts(from, to, text, ++this.#reference, this.behaviours.of(from).longTexts);
    return { ...this.#deliver(this.#options.systemId, parts), parts: parts.length };
  }

  /** Sends `count` texts at once; resolves when each was tried, with how many were taken. */
  async flood(from: string, to: string, text: string, count: number): Promise<number> {
    const tries = Array.from(
      { length: count },
      (_, index) => this.send(from, to, text.replace("#", String(index + 1))).first,
    );
    const outcomes: FirstTry[] = await Promise.all(tries);
    return outcomes.filter((outcome) => outcome === "taken").length;
  }

  /** Whether somebody is bound who would get what a handset sends. */
  get isConnected(): boolean {
    return (this.#server?.receivers(this.#options.systemId).length ?? 0) > 0;
  }

  /** Switches a handset on or off. On again, it gets what waits, and those who missed it are told. */
  switch(number: string, on: boolean): void {
    if (!this.#handsets.switch(number, on) || !on) return;
    for (const { account, sender } of this.#absences.take(number)) {
      const [session] = this.#server?.receivers(account) ?? [];
      session?.alert({
        sourceAddrTon: 1,
        sourceAddrNpi: 1,
        sourceAddr: number.slice(1),
        esmeAddrTon: sender.ton,
        esmeAddrNpi: sender.npi,
        esmeAddr: sender.address,
      });
    }
    this.#network.arrive(number);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timers[Symbol.dispose]();
    await this.#server?.[Symbol.asyncDispose]();
  }

  #deliver(account: string, parts: readonly Delivery[]): Outcome {
    return (
      this.#server?.deliver(account, parts) ?? {
        first: Promise.resolve("refused"),
        taken: Promise.resolve(false),
      }
    );
  }

  #submit(pdu: Submit, from: SmscSession): Answer {
    const times = checkSubmit(pdu, from.interfaceVersion, Date.now());
    return this.#take(pdu, from, times);
  }

  #data(pdu: Pdu<"data_sm">, from: SmscSession): Answer {
    checkData(pdu, from.interfaceVersion);
    const { qosTimeToLive } = pdu.tlvs;
    const validUntil = qosTimeToLive === undefined ? undefined : Date.now() + qosTimeToLive * 1000;
    return this.#take(submitOfData(pdu), from, { scheduledAt: undefined, validUntil });
  }

  /** One message id for all; destinations that cannot be reached are listed with their status (section 4.5.2). */
  #multi(pdu: Pdu<"submit_multi">, from: SmscSession): Answer {
    const times = checkSubmit(pdu, from.interfaceVersion, Date.now());
    const { destinations } = pdu.body;
    if (destinations.length === 0) throw new SmppStatusError(Status.ESME_RINVNUMDESTS);
    const addresses = destinations.flatMap((destination) =>
      "address" in destination ? [destination] : this.#list(destination.distributionList),
    );
    const ids = messageIds(this.#nextId++, this.behaviours.general.ids);
    const unsuccessful = addresses.flatMap((to) => {
      try {
        const { status = Status.ESME_ROK } = this.#take(submitOfMulti(pdu, to), from, times, ids);
        return status === Status.ESME_ROK ? [] : [{ ...to, status }];
      } catch (error) {
        if (!(error instanceof SmppStatusError)) throw error;
        return [{ ...to, status: error.status }];
      }
    });
    return { body: { messageId: ids.answered, unsuccessful } };
  }

  #list(name: string): { ton: number; npi: number; address: string }[] {
    if (name !== ALL_HANDSETS) throw new SmppStatusError(Status.ESME_RINVDLNAME);
    return this.#handsets.list(0).map(({ number }) => ({ ton: 1, npi: 1, address: number.slice(1) }));
  }

  #take(
    pdu: Submit,
    from: SmscSession,
    { scheduledAt, validUntil }: { scheduledAt: number | undefined; validUntil: number | undefined },
    given?: MessageIds,
  ): Answer {
    const { body } = pdu;
    const to = handsetNumber(body.destAddrTon, body.destAddrNpi, body.destinationAddr);
    const met = this.behaviours.meet(to);
    const send = this.#answering.sending(met, from);
    // A generic_nack says that the request could not be read: what it carried is not taken.
    const status = met.submitStatus ?? (met.answer === "nack" ? Status.ESME_RSYSERR : undefined);
    if (status !== undefined) return { status, ...(send ? { send } : {}) };
    if (!this.#handsets.isOn(to)) {
      const sender = { ton: body.sourceAddrTon, npi: body.sourceAddrNpi, address: body.sourceAddr };
      this.#absences.note(to, { account: from.systemId, sender });
      if (UNSTORED.includes(body.esmClass & 3)) return { status: Status.ESME_RX_T_APPN };
    }
    const ids = given ?? messageIds(this.#nextId++, met.ids);
    this.#keep(pdu, from.systemId, to, met, ids, scheduledAt, validUntil);
    return { body: { messageId: ids.answered }, ...(send ? { send } : {}) };
  }

  #keep(
    pdu: Submit,
    account: string,
    to: string,
    behaviour: Encounter,
    ids: MessageIds,
    scheduledAt: number | undefined,
    validUntil: number | undefined,
  ): void {
    const { sourceAddr, destinationAddr, serviceType, replaceIfPresentFlag } = pdu.body;
    const submittedAt = Date.now();
    if (replaceIfPresentFlag === 1) {
      const older = this.#messages.pending(account, sourceAddr, destinationAddr, serviceType);
      for (const message of older) this.#network.finish(message, "deleted");
    }
    const message = {
      id: ids.answered,
      receiptId: ids.receipted,
      account,
      pdu,
      to,
      behaviour,
      submittedAt,
      scheduledAt,
      validUntil: validUntil ?? (scheduledAt ?? submittedAt) + DEFAULT_VALIDITY_MS,
      state: "enroute" as const,
      error: "000",
      doneAt: undefined,
      missed: false,
    };
    this.#messages.add(message);
    this.#network.attempt(message);
  }
}

/** @throws SmppStatusError for a malformed address, and for one that is no handset's. */
function handsetNumber(ton: number, npi: number, address: string): string {
  checkDestination(ton, npi, address);
  try {
    const number = parseNumber(address);
    if (isHandsetNumber(number)) return number;
  } catch (error) {
    if (!(error instanceof NumberError)) throw error;
  }
  throw new SmppStatusError(Status.ESME_RINVDSTADR);
}
