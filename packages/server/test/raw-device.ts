import {
  BinaryCodec,
  bindRequest,
  type Element,
  generateStanzaId,
  iqGet,
  iqSet,
  isDrained,
  isStreamClose,
  NS_CLIENT,
  parseSaslOutcome,
  parseSm,
  parseStanzaError,
  parseStreamError,
  type StanzaError,
  type StreamError,
  saslPlainAuth,
  smAck,
  smEnable,
  smRequest,
  smResume,
  streamOpen,
  XmlCodec,
} from "@culver/protocol";

export interface Credentials {
  readonly account: string;
  readonly device: number;
  readonly token: string;
}

export interface RawDeviceOptions extends Credentials {
  /** `ws://…/v1/stream` */
  readonly url: string;
  readonly domain: string;
  readonly encoding?: "culver.v1" | "xmpp";
  /** Acknowledge after so many stanzas, or 20 ms; 0: only when told to. Default 50. */
  readonly ackEvery?: number;
  readonly headers?: Record<string, string>;
  /** Called for every message instead of keeping it in `messages`. */
  readonly onMessage?: (message: Element) => void;
}

const ACK_AFTER_MS = 20;
const TIMEOUT_MS = 10_000;

/** A device without crypto and store: the stream and nothing else, for tests and measurements. */
export class RawDevice {
  readonly options: RawDeviceOptions;
  /** Messages received that were no errors, all connections together. */
  readonly messages: Element[] = [];
  readonly errors: Element[] = [];
  readonly presences: Element[] = [];
  /** Everything else, in order: handshake elements too. */
  readonly others: Element[] = [];
  /** Stanzas sent and not covered by the server's `h`, oldest first. */
  readonly outbox: Element[] = [];
  drainedCount = 0;
  serverRequests = 0;
  streamError: StreamError | undefined;
  closeCode: number | undefined;
  sessionId: string | undefined;
  resumed: boolean | undefined;
  /** `h` of both directions. */
  received = 0;
  acknowledged = 0;
  ackEvery: number;
  answersRequests = true;
  #sinceAck = 0;
  #ackTimer: ReturnType<typeof setTimeout> | undefined;
  #socket: WebSocket | undefined;
  #ready = false;
  readonly #binary: BinaryCodec;
  readonly #xml = new XmlCodec();
  readonly #iqs = new Map<string, (answer: Element) => void>();
  readonly #watchers = new Set<() => void>();

  constructor(options: RawDeviceOptions) {
    this.options = options;
    this.ackEvery = options.ackEvery ?? 50;
    this.#binary = new BinaryCodec({ domain: options.domain });
  }

  get address(): string {
    return `${this.options.account}@${this.options.domain}/${this.options.device}`;
  }

  /** Opens the socket and nothing else. */
  async open(): Promise<void> {
    const { url, encoding = "culver.v1", headers } = this.options;
    const init = { protocols: [encoding], headers } as unknown as string[];
    const socket = new WebSocket(url, init);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#ready = false;
    this.streamError = undefined;
    this.closeCode = undefined;
    socket.onmessage = ({ data }) => this.#receive(socket, data);
    socket.onclose = ({ code }) => {
      if (this.#socket !== socket) return;
      this.closeCode = code;
      clearTimeout(this.#ackTimer);
      this.#ackTimer = undefined;
      this.#notify();
    };
    await this.until(() => socket.readyState === WebSocket.OPEN || this.closeCode !== undefined, "open");
    if (this.closeCode !== undefined) throw new Error(`the connection was refused (${this.closeCode})`);
  }

  /** A new session, everything sent without waiting for answers. */
  async connect(): Promise<void> {
    await this.open();
    this.received = 0;
    this.acknowledged = 0;
    this.#sinceAck = 0;
    this.outbox.length = 0;
    this.sessionId = undefined;
    this.resumed = undefined;
    this.greet();
    this.sendElement(iqSet("bind", bindRequest()));
    this.sendElement(smEnable({ resume: true }));
    await this.until(() => this.sessionId !== undefined || this.closeCode !== undefined, "enabled");
    if (this.sessionId === undefined) throw this.streamError ?? new Error("no session");
  }

  /** Takes the session up again; false when the server does not know it. */
  async resume(): Promise<boolean> {
    await this.open();
    this.resumed = undefined;
    this.greet();
    this.sendElement(smResume(this.sessionId ?? "", this.received));
    await this.until(() => this.resumed !== undefined || this.closeCode !== undefined, "resumed");
    this.#sinceAck = 0;
    if (this.resumed !== true) return false;
    for (const stanza of [...this.outbox]) this.sendElement(stanza);
    return true;
  }

  /** The stream up to and with authentication. */
  greet(token = this.options.token): void {
    const { domain, account, device } = this.options;
    this.sendElement(streamOpen({ to: domain }));
    this.sendElement(saslPlainAuth(`${account}/${device}`, token));
    this.sendElement(streamOpen({ to: domain }));
  }

  /** The TCP connection is lost. */
  drop(): void {
    const socket = this.#socket as (WebSocket & { terminate?(): void }) | undefined;
    this.#socket = undefined;
    clearTimeout(this.#ackTimer);
    this.#ackTimer = undefined;
    socket?.terminate?.();
  }

  close(): void {
    this.#socket?.close();
  }

  /** Sends a stanza: counted, and kept until it is acknowledged. */
  send(stanza: Element): void {
    this.outbox.push(stanza);
    this.sendElement(stanza);
  }

  sendElement(element: Element): void {
    this.sendFrame(
      this.options.encoding === "xmpp" ? this.#xml.encode(element) : this.#binary.encode(element),
    );
  }

  sendFrame(frame: string | Uint8Array): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(frame as string);
  }

  /** The answer to an iq. @throws {StanzaError} when it is an error. */
  async request(type: "get" | "set", payload: Element, to?: string): Promise<Element> {
    const id = generateStanzaId();
    let answer: Element | undefined;
    this.#iqs.set(id, (element) => {
      answer = element;
    });
    this.send(type === "get" ? iqGet(id, payload, to) : iqSet(id, payload, to));
    await this.until(() => answer !== undefined || this.closeCode !== undefined, `answer to ${payload.name}`);
    if (answer === undefined) throw this.streamError ?? new Error("closed before the answer");
    if (answer.attrs.type === "error") throw parseStanzaError(answer) satisfies StanzaError;
    return answer;
  }

  /** Tells the server what has been received. */
  ack(): void {
    clearTimeout(this.#ackTimer);
    this.#ackTimer = undefined;
    this.#sinceAck = 0;
    this.sendElement(smAck(this.received));
  }

  /** Asks for the server's `h` and waits until everything sent is covered. */
  async settled(): Promise<void> {
    await this.until(() => {
      if (this.outbox.length === 0 || this.closeCode !== undefined) return true;
      this.sendElement(smRequest());
      return false;
    }, "acknowledgement of everything");
    if (this.outbox.length > 0) throw this.streamError ?? new Error("closed before the acknowledgement");
  }

  /** Waits for a condition, which is looked at whenever something arrives. */
  async until(condition: () => boolean, what: string, timeoutMs = TIMEOUT_MS): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error(`timed out waiting for ${what}`);
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          this.#watchers.delete(done);
          resolve();
        };
        const timer = setTimeout(done, 20);
        this.#watchers.add(done);
      });
    }
  }

  /** Waits until the connection is over. */
  async ended(): Promise<void> {
    await this.until(() => this.closeCode !== undefined, "the end of the connection");
  }

  /** Waits until so many messages are there. */
  async arrived(count: number): Promise<Element[]> {
    await this.until(
      () => this.messages.length >= count,
      `${count} messages, ${this.messages.length} are there`,
    );
    return this.messages;
  }

  #receive(socket: WebSocket, data: string | ArrayBuffer): void {
    if (this.#socket !== socket) return;
    const element =
      typeof data === "string" ? this.#xml.decode(data) : this.#binary.decode(new Uint8Array(data));
    this.#handle(element);
    this.#notify();
  }

  #handle(element: Element): void {
    const sm = parseSm(element);
    if (sm !== undefined) {
      this.others.push(element);
      if (sm.kind === "a") this.#acknowledge(sm.h);
      else if (sm.kind === "r") {
        this.serverRequests++;
        if (this.answersRequests) this.ack();
      } else if (sm.kind === "enabled") {
        this.sessionId = sm.id;
        this.#ready = true;
      } else if (sm.kind === "resumed") {
        this.resumed = true;
        this.#ready = true;
        this.#acknowledge(sm.h);
      } else if (sm.kind === "failed") this.resumed = false;
      return;
    }
    const error = parseStreamError(element);
    if (error !== undefined) this.streamError = error;
    if (isDrained(element)) this.drainedCount++;
    if (element.xmlns !== NS_CLIENT || !this.#ready) {
      if (!isStreamClose(element)) this.others.push(element);
      if (element.name === "failure") {
        try {
          parseSaslOutcome(element);
        } catch (failure) {
          this.saslFailure = failure;
        }
      }
      return;
    }
    this.received = (this.received + 1) % 2 ** 32;
    this.#dispatch(element);
    this.#dueAck();
  }

  saslFailure: unknown;

  #dispatch(stanza: Element): void {
    if (stanza.name === "iq") this.#iqs.get(stanza.attrs.id ?? "")?.(stanza);
    else if (stanza.name === "presence") this.presences.push(stanza);
    else if (stanza.attrs.type === "error") this.errors.push(stanza);
    else if (this.options.onMessage !== undefined) this.options.onMessage(stanza);
    else this.messages.push(stanza);
  }

  #dueAck(): void {
    if (this.ackEvery === 0) return;
    if (++this.#sinceAck >= this.ackEvery) this.ack();
    else this.#ackTimer ??= setTimeout(() => this.ack(), ACK_AFTER_MS);
  }

  #acknowledge(h: number): void {
    const count = (h - this.acknowledged + 2 ** 32) % 2 ** 32;
    if (count > this.outbox.length) throw new Error("the server acknowledges more than was sent");
    this.outbox.splice(0, count);
    this.acknowledged = h;
  }

  #notify(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
