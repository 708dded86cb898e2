import { type Element, generateStanzaId, message, mlsMessage, received } from "@culver/protocol";
import type { Lane } from "./lane.ts";
import type { MessageIds } from "./message-ids.ts";
import type { SignedInStream } from "./signed-in-stream.ts";

/** The conversation a lane writes to, as one of its two sides. */
export interface LaneConversation {
  readonly address: string;
  readonly group: string;
  readonly epoch: number;
  /** The other side as an occupant, for receipts. */
  readonly peer: string;
  /** Ids of what this side sends, and of what it is to receive. */
  readonly sends: MessageIds;
  readonly expects: MessageIds;
}

/** Ids in one stanza of receipts: what the client gathers at most. */
const MOST_IDS = 50;

/** A lane of the relay: whole stanzas over a signed-in stream, the payload opaque. */
export class RelayLane implements Lane {
  onAcknowledged: () => void = () => {};
  onArrived: () => void = () => {};
  arrived = 0;
  receipted = 0;
  readonly #stream: SignedInStream;
  readonly #conversation: LaneConversation;
  readonly #payload: Element;
  #owed: string[] | undefined = [];

  constructor(stream: SignedInStream, conversation: LaneConversation, payloadBytes: number) {
    const { group, epoch } = conversation;
    this.#stream = stream;
    this.#conversation = conversation;
    const bytes = crypto.getRandomValues(new Uint8Array(payloadBytes));
    this.#payload = mlsMessage({ kind: "payload", group, epoch, bytes });
    stream.onAcknowledged = () => this.onAcknowledged();
    stream.onStanza = (stanza) => this.#take(stanza);
  }

  get sent(): number {
    return this.#stream.sent;
  }

  get acknowledged(): number {
    return this.#stream.acknowledged;
  }

  get owesReceipts(): boolean {
    return this.#owed !== undefined;
  }

  set owesReceipts(owes: boolean) {
    this.#owed = owes ? (this.#owed ?? []) : undefined;
  }

  queueMessage(): void {
    const { address: to, sends } = this.#conversation;
    this.#stream.queueStanza(message({ type: "chat", id: sends.next(), to, payload: [this.#payload] }));
  }

  flush(): void {
    this.#stream.flush();
  }

  acknowledge(): void {
    this.#stream.acknowledge();
  }

  sendReceipts(): void {
    const owed = this.#owed;
    if (owed === undefined || owed.length === 0) return;
    this.#owed = [];
    const { peer: to } = this.#conversation;
    for (let at = 0; at < owed.length; at += MOST_IDS) {
      const payload = owed.slice(at, at + MOST_IDS).map(received);
      this.#stream.queueStanza(message({ type: "chat", id: generateStanzaId(), to, payload }));
    }
    this.#stream.flush();
  }

  close(): Promise<void> {
    return this.#stream.close();
  }

  #take(stanza: Element): void {
    const { id, type } = stanza.attrs;
    if (type === "error") throw new Error(`the relay refused a message: ${JSON.stringify(stanza)}`);
    const content = Array.isArray(stanza.content) ? (stanza.content as readonly Element[]) : [];
    if (content[0]?.name === "payload") {
      const expected = this.#conversation.expects.next();
      if (id !== expected)
        throw new Error(`message ${this.arrived + 1} is missing, twice there or out of order`);
      this.arrived++;
      this.#owed?.push(expected);
    } else if (content[0]?.name === "received") {
      for (const { name } of content) if (name === "received") this.receipted++;
    } else return;
    this.onArrived();
  }
}
