import {
  type Element,
  errorReplyOf,
  iqResult,
  NS_CLIENT,
  NS_PING,
  parseIq,
  retryAfter,
  StanzaError,
  StreamError,
} from "@culver/protocol";
import type { Logger } from "pino";
import type { Mailbox } from "../mailbox/mailbox.ts";
import type { IqHandler, IqTable } from "../ports.ts";
import type { Presences } from "../presence/presences.ts";
import type { Session } from "../stream/session.ts";
import type { StreamCounters } from "../stream/stream-counters.ts";
import type { StanzaHandler } from "../stream/stream-door.ts";
import type { StreamLimits } from "../stream/stream-options.ts";
import { takeToken } from "../stream/token-pair.ts";
import type { Messages } from "./messages.ts";

export interface RouterOptions {
  readonly domain: string;
  readonly limits: StreamLimits;
  readonly counters: StreamCounters;
  readonly messages: Messages;
  readonly presences: Presences;
  readonly iqs: readonly IqTable[];
  readonly logger: Logger;
}

/** The routing table (ARCHITECTURE.md, "Where a stanza goes"): every stanza ends up handled or refused, and counted. */
export class Router implements StanzaHandler {
  readonly #options: RouterOptions;
  readonly #iqs: ReadonlyMap<string, IqHandler>;
  #underWay = 0;

  constructor(options: RouterOptions) {
    this.#options = options;
    const ping: [string, IqHandler] = [`${NS_PING}|ping`, async () => undefined];
    this.#iqs = new Map([ping, ...options.iqs.flatMap((table) => [...table])]);
  }

  /** Iqs that are being answered. */
  get underWay(): number {
    return this.#underWay;
  }

  stanza(session: Session, stanza: Element): Promise<void> | undefined {
    const { mailbox, inbound, context } = session;
    if (mailbox === undefined || inbound === undefined) throw new StreamError("not-authorized");
    if (inbound.unhandled >= context.limits.maxUnhandled || session.isOverfull) {
      throw new StreamError("resource-constraint");
    }
    const number = inbound.arrive();
    try {
      return this.#route(session, mailbox, stanza, number);
    } catch (error) {
      this.#refuse(session, stanza, number, error);
      return undefined;
    }
  }

  #route(session: Session, mailbox: Mailbox, stanza: Element, number: number): Promise<void> | undefined {
    const { counters, messages, presences } = this.#options;
    switch (stanza.name) {
      case "message": {
        counters.message++;
        if (stanza.attrs.type === "error") break;
        this.#limitMessages(session);
        return this.#guard(session, stanza, number, messages.handle(session, mailbox, stanza, number));
      }
      case "presence":
        counters.presence++;
        if (stanza.attrs.type === "error") break;
        this.#limitMessages(session);
        void this.#guard(session, stanza, number, presences.handle(session, mailbox, stanza));
        break;
      case "iq":
        counters.iq++;
        if (stanza.attrs.type === "result" || stanza.attrs.type === "error") break;
        this.#limitRequests(session);
        void this.#guard(session, stanza, number, this.#request(session, mailbox, stanza, number));
        return undefined;
      default:
        throw new StreamError("unsupported-stanza-type");
    }
    session.complete(number);
    return undefined;
  }

  /** Refuses the stanza when what was begun fails. */
  #guard(
    session: Session,
    stanza: Element,
    number: number,
    begun: Promise<void> | undefined,
  ): Promise<void> | undefined {
    return begun?.catch((error: unknown) => {
      try {
        this.#refuse(session, stanza, number, error);
      } catch (fatal) {
        session.abort();
        this.#options.logger.error({ err: fatal }, "a stanza could not be refused");
      }
    });
  }

  async #request(session: Session, mailbox: Mailbox, stanza: Element, number: number): Promise<void> {
    const { domain } = this.#options;
    const request = parseIq(stanza);
    const { to } = stanza.attrs;
    const ours = to === undefined || to === domain || to === `${mailbox.account}@${domain}`;
    const { type, id, payload } = request;
    if ((type !== "get" && type !== "set") || payload === undefined) throw new StanzaError("bad-request");
    const handler = ours ? this.#iqs.get(`${payload.xmlns}|${payload.name}`) : undefined;
    if (handler === undefined) throw new StanzaError("service-unavailable");
    const { account, device } = mailbox;
    this.#underWay++;
    let answer: Element | undefined;
    try {
      answer = await handler({ account, device }, { type, id, payload });
    } finally {
      this.#underWay--;
    }
    session.sendStanza(iqResult(stanza, answer));
    session.complete(number);
    session.acknowledge();
  }

  /** Answers with the error and counts the stanza as handled. @throws {StreamError} for what is no stanza's fault */
  #refuse(session: Session, stanza: Element, number: number, error: unknown): void {
    if (error instanceof StreamError) throw error;
    let refusal: StanzaError;
    if (error instanceof StanzaError) refusal = error;
    else {
      this.#options.logger.error({ err: error, stanza: stanza.name }, "a stanza failed");
      refusal = new StanzaError("internal-server-error");
    }
    this.#options.counters.refused++;
    session.sendStanza(errorReplyOf(withShortId(stanza), refusal));
    session.complete(number);
    session.acknowledge();
  }

  #limitMessages(session: Session): void {
    const { messageBurst, messagesPerSecond } = this.#options.limits;
    session.messageBucket ??= { tokens: 0, at: 0 };
    limit(takeToken(session.messageBucket, messageBurst, messagesPerSecond, session.context.now()));
  }

  #limitRequests(session: Session): void {
    const { requestBurst, requestsPerSecond } = this.#options.limits;
    session.requestBucket ??= { tokens: 0, at: 0 };
    limit(takeToken(session.requestBucket, requestBurst, requestsPerSecond, session.context.now()));
  }
}

function limit(seconds: number): void {
  if (seconds === 0) return;
  throw new StanzaError("resource-constraint", "too many stanzas", { app: retryAfter(seconds) });
}

const MAX_ECHO = 256;

/** An error goes back with the id and address it came with, as long as these are no burden. */
function withShortId(stanza: Element): Element {
  const { id, to } = stanza.attrs;
  const attrs: Record<string, string> = {};
  if (id !== undefined && id.length <= MAX_ECHO) attrs.id = id;
  if (to !== undefined && to.length <= MAX_ECHO) attrs.to = to;
  return { name: stanza.name, xmlns: NS_CLIENT, attrs, content: undefined };
}
