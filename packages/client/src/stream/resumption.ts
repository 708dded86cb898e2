import { AckQueue, type Element, InboundCounter } from "@culver/protocol";

/** A stanza that has gone out, and what to do when the server has covered it. */
export interface SentStanza {
  readonly element: Element;
  readonly onAcknowledged?: (() => void) | undefined;
}

/** What outlives a connection, so that the next one can take the stream up where it broke (XEP-0198 section 5). */
export interface Resumption {
  readonly id: string;
  readonly sent: AckQueue<SentStanza>;
  inbound: InboundCounter;
  /** The server has said that the mailbox is drained. */
  drained: boolean;
}

export function newResumption(id: string): Resumption {
  return { id, sent: new AckQueue(), inbound: new InboundCounter(), drained: false };
}

/** Stanzas that arrived and were not handled will arrive again: forget that they did. */
export function forgetUnhandled(resumption: Resumption): void {
  resumption.inbound = new InboundCounter(resumption.inbound.handled);
}
