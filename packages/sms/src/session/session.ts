import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type SmsLog, silentLog } from "../log.ts";
import type { Body } from "../smpp/bodies.ts";
import { commandOf, isResponseId, type Request, type ResponseTo, responseTo } from "../smpp/command-ids.ts";
import {
  AnswerError,
  LinkClosedError,
  NotSentError,
  SmppStatusError,
  statusOfFailure,
} from "../smpp/errors.ts";
import { FrameSplitter } from "../smpp/frames.ts";
import { type AnyPdu, decodePdu, encodePdu, type Pdu, readHeader } from "../smpp/pdu.ts";
import { Status, statusName } from "../smpp/statuses.ts";
import type { Tlvs } from "../smpp/tlvs.ts";
import { type CloseReason, closeWords } from "./close-reason.ts";
import { Idle } from "./idle.ts";
import { InFlight } from "./in-flight.ts";
import type { Answer, SessionOptions } from "./options.ts";
import { PduOutput } from "./pdu-output.ts";

/** How long a closing socket may take to flush before it is cut. */
const CLOSE_GRACE_MS = 1_000;
/** How long a peer may take to answer unbind: we leave anyway. */
const UNBIND_TIMEOUT_MS = 2_000;

/**
 * One SMPP connection, the same for both roles (ESME and SMSC): sequence numbers, the window, response
 * timeouts, enquire_link both ways, unbind, and back-pressure in both directions. It knows nothing of
 * bind states; whoever owns it does.
 */
export class SmppSession implements AsyncDisposable {
  /** Resolves, never rejects, when the connection has ended. */
  readonly closed: Promise<CloseReason>;
  readonly counters = { sent: 0, received: 0, malformed: 0, late: 0 };

  readonly #socket: Socket;
  readonly #options: SessionOptions;
  readonly #log: SmsLog;
  readonly #responseTimeoutMs: number;
  readonly #frames = new FrameSplitter();
  readonly #inFlight: InFlight;
  readonly #output: PduOutput;
  readonly #handling = new Set<Promise<void>>();
  readonly #idle: Idle;
  #sequence = 0;
  #draining = false;
  #reason: CloseReason | undefined;

  constructor(socket: Socket, options: SessionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#log = options.log ?? silentLog;
    this.#responseTimeoutMs = options.responseTimeoutMs ?? 10_000;
    this.#inFlight = new InFlight(options.window ?? 10);
    this.#output = new PduOutput(socket, () => {
      this.#regulate();
      if (!this.#output.choked) options.onDrain?.();
    });
    this.#idle = new Idle(options.enquireLinkMs ?? 30_000, () => this.#enquire());
    const { promise, resolve } = Promise.withResolvers<CloseReason>();
    this.closed = promise;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#receive(chunk));
    socket.on("error", (error) => this.#end({ kind: "socket-error", error }));
    socket.on("end", () => this.#end({ kind: "peer-closed" }));
    socket.on("close", () => {
      this.#end({ kind: "peer-closed" });
      resolve(this.#reason ?? { kind: "peer-closed" });
    });
  }

  /** Requests sent and unanswered, waiting for a place in the window, and the peer's being handled. */
  get load(): { readonly inFlight: number; readonly waiting: number; readonly handling: number } {
    return {
      inFlight: this.#inFlight.size,
      waiting: this.#inFlight.waiting,
      handling: this.#handling.size,
    };
  }

  get open(): boolean {
    return this.#reason === undefined && !this.#draining;
  }

  /** The peer does not read: requests wait until it does. */
  get choked(): boolean {
    return this.#output.choked;
  }

  /**
   * Sends a request as soon as the window and the socket have room, and resolves with its response.
   * @throws SmppStatusError when the peer answers with an error; ResponseTimeoutError; NotSentError; AnswerError;
   * LinkClosedError, whose `sent` tells whether the peer may have acted; PduError when a value does not fit.
   */
  async request<C extends Request>(
    command: C,
    body: Partial<Body<C>>,
    tlvs: Tlvs = {},
  ): Promise<Pdu<ResponseTo<C>>> {
    if (this.#draining) throw new LinkClosedError("unbinding", false);
    await this.#inFlight.acquire();
    try {
      // Checked right before writing: many requests may be let through in one turn.
      if (this.#output.choked) await this.#drained(command);
      return await this.#exchange(command, body, tlvs);
    } finally {
      this.#inFlight.release();
    }
  }

  /** Sends what has no response; nothing when the session has ended. @throws PduError when a value does not fit. */
  notify<C extends "alert_notification" | "outbind">(
    command: C,
    body: Partial<Body<C>>,
    tlvs: Tlvs = {},
  ): void {
    const octets = encodePdu({ command, sequence: this.#nextSequence(), body, tlvs });
    if (this.open) this.#write(octets);
  }

  /** @throws NotSentError when the peer reads nothing for a response timeout. */
  async #drained(command: string): Promise<void> {
    const timeoutMs = this.#responseTimeoutMs;
    const deadline = performance.now() + timeoutMs;
    while (this.#output.choked) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) throw new NotSentError(command, timeoutMs);
      await this.#output.change(leftMs);
    }
  }

  /** Lets requests under way finish, says unbind, waits for its answer, and closes. Never rejects. */
  async unbind(): Promise<void> {
    if (this.#draining || this.#reason) {
      await this.closed;
      return;
    }
    this.#draining = true;
    await this.#settled();
    const timeoutMs = Math.min(UNBIND_TIMEOUT_MS, this.#responseTimeoutMs);
    await this.#exchange("unbind", {}, {}, timeoutMs).catch(() => undefined);
    this.close({ kind: "unbound" });
    await this.closed;
  }

  /** Flushes what is written and closes. Requests in flight fail. */
  close(reason: CloseReason = { kind: "closed" }): void {
    this.#end(reason);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.unbind();
  }

  async #exchange<C extends Request>(
    command: C,
    body: Partial<Body<C>>,
    tlvs: Tlvs,
    timeoutMs = this.#responseTimeoutMs,
  ): Promise<Pdu<ResponseTo<C>>> {
    const sequence = this.#nextSequence();
    const octets = encodePdu({ command, sequence, body, tlvs });
    const response = this.#inFlight.expect(sequence, command, timeoutMs);
    if (!this.#reason) this.#write(octets);
    const pdu = await response;
    if (pdu.status !== Status.ESME_ROK) throw new SmppStatusError(pdu.status);
    if (pdu.command !== responseTo(command)) {
      throw new AnswerError(`${command} was answered with ${pdu.command}`);
    }
    return pdu as unknown as Pdu<ResponseTo<C>>;
  }

  /** 1..0x7FFFFFFF, passing over those still in flight after a wrap. */
  #nextSequence(): number {
    do this.#sequence = this.#sequence === 0x7fffffff ? 1 : this.#sequence + 1;
    while (this.#inFlight.has(this.#sequence));
    return this.#sequence;
  }

  #write(octets: Buffer): void {
    this.counters.sent++;
    this.#options.onPdu?.("out", octets);
    this.#output.write(octets);
  }

  #receive(chunk: Buffer): void {
    for (const frame of this.#frames.push(chunk)) {
      if (this.#reason) return;
      // Octets that never become a PDU are silence: a length that was wrong must not keep the session up.
      this.#idle.touch();
      if (frame.kind === "pdu") {
        this.counters.received++;
        this.#options.onPdu?.("in", frame.octets);
        this.#dispatch(frame.octets);
        continue;
      }
      this.counters.malformed++;
      this.#nack(frame.sequence, Status.ESME_RINVCMDLEN);
      if (!frame.skipped) this.#end({ kind: "protocol-error" });
    }
    this.#regulate();
  }

  #dispatch(octets: Buffer): void {
    let pdu: AnyPdu;
    try {
      pdu = decodePdu(octets);
    } catch (error) {
      this.#refuse(octets, error);
      return;
    }
    if (pdu.command === "enquire_link") {
      this.#write(encodePdu({ command: "enquire_link_resp", sequence: pdu.sequence }));
    } else if (pdu.command === "unbind") {
      void this.#peerUnbinds(pdu.sequence);
    } else if (pdu.command.endsWith("_resp") || pdu.command === "generic_nack") {
      this.#answered(pdu);
    } else this.#handle(pdu);
  }

  #answered(pdu: AnyPdu): void {
    if (this.#inFlight.settle(pdu)) return;
    this.counters.late++;
    this.#log.debug(
      { command: pdu.command, status: statusName(pdu.status) },
      "a response came that nothing waits for",
    );
  }

  /** What is malformed costs its sender an error status, and this side nothing. */
  #refuse(octets: Buffer, error: unknown): void {
    this.counters.malformed++;
    const { id, sequence } = readHeader(octets);
    if (isResponseId(id)) {
      this.#inFlight.fail(sequence, new AnswerError("the answer is malformed", { cause: error }));
      return;
    }
    const command = commandOf(id);
    const response = command && responseTo(command);
    const status = statusOfFailure(error);
    this.#log.debug({ command: command ?? id, status: statusName(status) }, "a malformed PDU was refused");
    if (response) this.#write(encodePdu({ command: response, sequence, status }));
    else this.#nack(sequence, status);
  }

  #nack(sequence: number, status: number): void {
    this.#write(encodePdu({ command: "generic_nack", sequence, status }));
  }

  #handle(request: AnyPdu): void {
    const task = this.#answer(request).finally(() => {
      this.#handling.delete(task);
      this.#regulate();
    });
    this.#handling.add(task);
    this.#regulate();
  }

  async #answer(request: AnyPdu): Promise<void> {
    const { sequence } = request;
    const command = responseTo(request.command);
    let octets: Buffer | undefined;
    let send: Answer["send"];
    try {
      const { status = Status.ESME_ROK, body, tlvs, ...answer } = await this.#options.handle(request);
      const rest = status === Status.ESME_ROK ? { body: body ?? {}, tlvs: tlvs ?? {} } : {};
      if (command) octets = encodePdu({ command, sequence, status, ...rest });
      send = answer.send;
    } catch (error) {
      const status = statusOfFailure(error);
      this.#log.warn({ command: request.command, status: statusName(status) }, "a request was refused");
      if (command) octets = encodePdu({ command, sequence, status });
    }
    if (!octets) return;
    const write = (pdu: Buffer) => {
      if (!this.#reason) this.#write(pdu);
    };
    if (send) send(octets, write);
    else write(octets);
  }

  /** Reading stops while the peer reads too few of our answers, or asks more than is being handled. */
  #regulate(): void {
    if (this.#reason) return;
    const limit = this.#options.maxHandling ?? 100;
    if (this.#output.overfull || this.#handling.size >= limit) this.#socket.pause();
    else if (this.#socket.isPaused()) this.#socket.resume();
  }

  async #enquire(): Promise<void> {
    try {
      await this.#exchange("enquire_link", {}, {});
    } catch (error) {
      // Any answer, even a refusal, shows that the peer is there.
      if (!(error instanceof SmppStatusError || error instanceof AnswerError))
        this.#end({ kind: "enquire-link-timeout" });
    }
  }

  async #peerUnbinds(sequence: number): Promise<void> {
    this.#draining = true;
    await Promise.race([
      Promise.allSettled(this.#handling),
      sleep(this.#responseTimeoutMs, undefined, { ref: false }),
    ]);
    this.#write(encodePdu({ command: "unbind_resp", sequence }));
    this.#end({ kind: "peer-unbound" });
  }

  /** Until nothing is in flight, either way, or a response timeout has passed. */
  async #settled(): Promise<void> {
    const deadline = performance.now() + this.#responseTimeoutMs;
    while (!this.#reason && performance.now() < deadline) {
      const { inFlight, waiting, handling } = this.load;
      if (inFlight + waiting + handling === 0) return;
      await sleep(5);
    }
  }

  #end(reason: CloseReason): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#idle.stop();
    this.#log.debug({ reason: reason.kind }, "session closed");
    this.#output.flush();
    this.#inFlight.close(closeWords(reason), reason.error);
    // A paused socket would never see the peer's end.
    this.#socket.resume();
    this.#socket.end();
    const cut = setTimeout(() => this.#socket.destroy(), CLOSE_GRACE_MS);
    this.#socket.once("close", () => clearTimeout(cut));
  }
}
