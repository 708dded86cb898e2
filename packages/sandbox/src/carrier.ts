import { timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  addressText,
  formatReceipt,
  longMessageKey,
  messageContent,
  PartTable,
  type Pdu,
  SmppStatusError,
  SmscServer,
  type SmscSession,
  Status,
  sourceAddress,
  UDHI,
} from "@culver/sms";
import { decodeText, encodeText, segmentText } from "@culver/sms/text";
import type { Handsets } from "./handsets.ts";
import { isHandsetNumber, NumberError, parseNumber } from "./number-range.ts";

/** Nobody is bound to take what a handset sends. */
export class NoGatewayError extends Error {
  override readonly name = "NoGatewayError";
}

export interface CarrierOptions {
  readonly systemId: string;
  readonly password: string;
  readonly port: number;
  /** Time from accepting a message to its receipt. */
  readonly receiptDelayMs: number;
}

const RECEIPT_TRIES = 3;

function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The make-believe carrier: an SMSC whose network is the handsets. */
export class SandboxCarrier implements AsyncDisposable {
  readonly #handsets: Handsets;
  readonly #options: CarrierOptions;
  readonly #parts = new PartTable();
  readonly #stop = new AbortController();
  #server: SmscServer | undefined;
  #nextId = 1_000_000 + Math.floor(Math.random() * 1_000_000);
  #reference = 0;

  constructor(handsets: Handsets, options: CarrierOptions) {
    this.#handsets = handsets;
    this.#options = options;
  }

  async listen(): Promise<number> {
    const { systemId, password, port } = this.#options;
    this.#server = await SmscServer.listen({
      host: "127.0.0.1",
      port,
      systemId: "sandbox",
      authenticate: (id, secret) => {
        if (id !== systemId) return Status.ESME_RINVSYSID;
        return sameSecret(secret, password) ? Status.ESME_ROK : Status.ESME_RINVPASWD;
      },
      submit: (message, from) => this.#submit(message, from),
      // Every part of the longest text a handset sends must be under way at once: none is answered alone.
      session: { window: 300, maxHandling: 1000 },
    });
    return this.#server.port;
  }

  /**
   * Sends a text from a handset to whoever is bound.
   * @throws NoGatewayError; otherwise as SmscSession.deliver.
   */
  async send(from: string, to: string, text: string): Promise<void> {
    const gateway = this.#receiver();
    if (!gateway) throw new NoGatewayError("no gateway is connected");
    const destination = sourceAddress(to);
    await Promise.all(
      segmentText(text, ++this.#reference).map(({ octets, dataCoding, hasHeader }) =>
        gateway.deliver({
          sourceAddrTon: 1,
          sourceAddrNpi: 1,
          sourceAddr: from.slice(1),
          destAddrTon: destination.ton,
          destAddrNpi: destination.npi,
          destinationAddr: destination.address,
          esmClass: hasHeader ? UDHI : 0,
          dataCoding,
          shortMessage: octets,
        }),
      ),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#server?.[Symbol.asyncDispose]();
  }

  #receiver(): SmscSession | undefined {
    return this.#server?.sessions.findLast((session) => session.receives);
  }

  #submit(pdu: Pdu<"submit_sm">, from: SmscSession): string {
    const { body } = pdu;
    const to = this.#handsetNumber(body.destinationAddr);
    const sender = addressText({ ton: body.sourceAddrTon, address: body.sourceAddr });
    const { octets, dataCoding, concatenation } = messageContent(pdu);
    const whole = concatenation
      ? this.#join(longMessageKey(sender, to, dataCoding, concatenation), concatenation, octets)
      : octets;
    if (whole) {
      const text = decodeText(whole, dataCoding);
      this.#handsets.add(to, { direction: "received", from: sender, to, text });
    }
    const messageId = String(this.#nextId++);
    // registered_delivery bits 1..0: 1 asks for a receipt whatever the outcome (SMPP 3.4 section 5.2.17).
    if ((body.registeredDelivery & 3) === 1) void this.#receipt(pdu, messageId, from, Date.now());
    return messageId;
  }

  #join(
    key: string,
    concatenation: Parameters<PartTable["add"]>[1],
    octets: Uint8Array,
  ): Uint8Array | undefined {
    const { whole } = this.#parts.add(key, concatenation, octets, performance.now());
    if (whole) this.#parts.remove(key);
    return whole;
  }

  #handsetNumber(address: string): string {
    try {
      const number = parseNumber(address);
      if (isHandsetNumber(number)) return number;
    } catch (error) {
      if (!(error instanceof NumberError)) throw error;
    }
    throw new SmppStatusError(Status.ESME_RINVDSTADR);
  }

  /** A delivery receipt to the session that submitted, or to another if it has gone. */
  async #receipt(pdu: Pdu<"submit_sm">, messageId: string, from: SmscSession, submittedAt: number) {
    const { body } = pdu;
    for (let attempt = 0; attempt < RECEIPT_TRIES; attempt++) {
      const wait = this.#options.receiptDelayMs * (attempt + 1);
      await sleep(wait, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      const session = from.receives ? from : this.#receiver();
      if (this.#stop.signal.aborted) return;
      const receipt = formatReceipt({ messageId, state: "delivered", submittedAt, doneAt: Date.now() });
      const delivered = await session
        ?.deliver(
          {
            sourceAddrTon: body.destAddrTon,
            sourceAddrNpi: body.destAddrNpi,
            sourceAddr: body.destinationAddr,
            destAddrTon: body.sourceAddrTon,
            destAddrNpi: body.sourceAddrNpi,
            destinationAddr: body.sourceAddr,
            esmClass: 0x04,
            shortMessage: encodeText(receipt, "gsm7"),
          },
          { receiptedMessageId: messageId, messageState: 2 },
        )
        .then(
          () => true,
          () => false,
        );
      if (delivered) return;
    }
  }
}
