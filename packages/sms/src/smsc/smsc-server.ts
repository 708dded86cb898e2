import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { type SmsLog, silentLog } from "../log.ts";
import type { Answer, SessionOptions } from "../session/options.ts";
import { SmppSession } from "../session/session.ts";
import type { Command } from "../smpp/command-ids.ts";
import { SmppStatusError } from "../smpp/errors.ts";
import type { AnyPdu, Pdu } from "../smpp/pdu.ts";
import { Status } from "../smpp/statuses.ts";
import { Deliveries, type DeliveriesOptions, type Delivery, type Outcome } from "./deliveries.ts";
import { type BindMode, SmscSession } from "./smsc-session.ts";

/** How one kind of request is answered. */
export type Serve<C extends Command, A> = (request: Pdu<C>, from: SmscSession) => A | Promise<A>;

type OtherRequest = "data_sm" | "submit_multi" | "query_sm" | "cancel_sm" | "replace_sm";

export interface SmscOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Certificate and key in PEM; without them the server speaks plain TCP. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** System id sent in bind responses. */
  readonly systemId: string;
  /** ESME_ROK, or the status that refuses the bind. */
  readonly authenticate: (systemId: string, password: string) => number | Promise<number>;
  /** Answers a submit_sm, with the message id alone or in full. A thrown SmppStatusError refuses the message. */
  readonly submit: Serve<"submit_sm", string | Answer>;
  /** The other requests; one left out is refused with the standard's status. */
  readonly serve?: { readonly [C in OtherRequest]?: Serve<C, Answer> };
  /** How deliver_sm is kept and repeated. */
  readonly deliveries?: DeliveriesOptions;
  readonly session?: Omit<SessionOptions, "handle">;
  /** Sees every whole PDU of every connection, which are numbered from 1. */
  readonly onPdu?: (direction: "in" | "out", octets: Buffer, connection: number) => void;
  /** Connections that do not bind within this time are closed. Default 10 000. */
  readonly bindTimeoutMs?: number;
  readonly log?: SmsLog;
}

const bindModes: Partial<Record<AnyPdu["command"], BindMode>> = {
  bind_transmitter: "transmitter",
  bind_receiver: "receiver",
  bind_transceiver: "transceiver",
};

/** Statuses of requests that nobody serves. */
const unserved: Readonly<Record<OtherRequest, number>> = {
  data_sm: Status.ESME_RPROHIBITED,
  submit_multi: Status.ESME_RPROHIBITED,
  query_sm: Status.ESME_RQUERYFAIL,
  cancel_sm: Status.ESME_RCANCELFAIL,
  replace_sm: Status.ESME_RREPLACEFAIL,
};

/**
 * The SMSC side of SMPP 3.3, 3.4 and 5.0: accepts binds of every kind, several per account, hands requests to their
 * handlers, and delivers to the receiving binds of an account in turn.
 */
export class SmscServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #connections = new Set<SmppSession>();
  readonly #bound = new Set<SmscSession>();
  readonly #deliveries: Deliveries;
  #accepted = 0;

  readonly #options: SmscOptions;

  private constructor(options: SmscOptions) {
    this.#options = options;
    this.#deliveries = new Deliveries((account) => this.receivers(account), options.deliveries);
    const accept = (socket: Socket) => this.#accept(socket);
    this.#server = options.tls ? createTlsServer(options.tls, accept) : createServer(accept);
  }

  /** Resolves when the server listens. */
  static async listen(options: SmscOptions): Promise<SmscServer> {
    const smsc = new SmscServer(options);
    await new Promise<void>((resolve, reject) => {
      smsc.#server.once("error", reject);
      smsc.#server.listen(options.port ?? 0, options.host ?? "127.0.0.1", resolve);
    });
    return smsc;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address ? address.port : 0;
  }

  /** The bound sessions, oldest first. */
  get sessions(): readonly SmscSession[] {
    return [...this.#bound];
  }

  /** The account's binds that deliver_sm may be sent to, oldest first. */
  receivers(account: string): readonly SmscSession[] {
    return this.sessions.filter(({ systemId, receives }) => receives && systemId === account);
  }

  /** Delivers the parts of one message, or a receipt, to a receiving bind of the account; see `Deliveries.add`. */
  deliver(account: string, parts: readonly Delivery[]): Outcome {
    return this.#deliveries.add(account, parts);
  }

  /** Messages and receipts of the account that no bind has taken yet. */
  undelivered(account: string): number {
    return this.#deliveries.kept(account);
  }

  /** Unbinds every session and stops listening. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#deliveries[Symbol.dispose]();
    const stopped = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await Promise.all([...this.#connections].map((session) => session.unbind()));
    await stopped;
  }

  #accept(socket: Socket): void {
    const options = this.#options;
    const connection = ++this.#accepted;
    let bound: SmscSession | undefined;
    let binding = false;
    const session = new SmppSession(socket, {
      ...options.session,
      log: options.log ?? silentLog,
      onPdu: (direction, octets) => options.onPdu?.(direction, octets, connection),
      handle: async (request): Promise<Answer> => {
        const mode = bindModes[request.command];
        if (!mode) return bound ? this.#serve(request, bound) : { status: Status.ESME_RINVBNDSTS };
        if (bound || binding) return { status: Status.ESME_RALYBND };
        binding = true;
        try {
          bound = await this.#bind(request as Pdu<"bind_transceiver">, mode, session);
        } finally {
          binding = false;
        }
        clearTimeout(unbound);
        return this.#welcome(bound, session);
      },
    });
    const unbound = setTimeout(
      () => session.close({ kind: "bind-timeout" }),
      options.bindTimeoutMs ?? 10_000,
    );
    this.#connections.add(session);
    void session.closed.then(() => {
      clearTimeout(unbound);
      this.#connections.delete(session);
      if (bound) this.#bound.delete(bound);
    });
  }

  async #bind(request: Pdu<"bind_transceiver">, mode: BindMode, session: SmppSession): Promise<SmscSession> {
    const { systemId, password, interfaceVersion } = request.body;
    const status = await this.#options.authenticate(systemId, password);
    if (status !== Status.ESME_ROK) throw new SmppStatusError(status);
    return new SmscSession(systemId, mode, interfaceVersion, session);
  }

  /** The bind's answer leaves before anything is delivered to it. */
  #welcome(bound: SmscSession, session: SmppSession): Answer {
    return {
      body: { systemId: this.#options.systemId },
      tlvs: bound.takesTlvs ? { scInterfaceVersion: 0x34 } : {},
      send: (octets, write) => {
        write(octets);
        // The connection may have ended while the password was checked.
        if (!session.open) return;
        this.#bound.add(bound);
        if (bound.receives) this.#deliveries.wake(bound.systemId);
      },
    };
  }

  async #serve(request: AnyPdu, from: SmscSession): Promise<Answer> {
    const { submit, serve = {} } = this.#options;
    if (!from.submits) return { status: Status.ESME_RINVBNDSTS };
    switch (request.command) {
      case "submit_sm": {
        const answer = await submit(request, from);
        return typeof answer === "string" ? { body: { messageId: answer } } : answer;
      }
      case "data_sm":
        return serve.data_sm?.(request, from) ?? { status: unserved.data_sm };
      case "submit_multi":
        return serve.submit_multi?.(request, from) ?? { status: unserved.submit_multi };
      case "query_sm":
        return serve.query_sm?.(request, from) ?? { status: unserved.query_sm };
      case "cancel_sm":
        return serve.cancel_sm?.(request, from) ?? { status: unserved.cancel_sm };
      case "replace_sm":
        return serve.replace_sm?.(request, from) ?? { status: unserved.replace_sm };
      default:
        return { status: Status.ESME_RINVBNDSTS };
    }
  }
}
