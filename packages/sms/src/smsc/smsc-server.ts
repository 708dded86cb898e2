import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { type SmsLog, silentLog } from "../log.ts";
import type { Answer, SessionOptions } from "../session/options.ts";
import { SmppSession } from "../session/session.ts";
import { SmppStatusError } from "../smpp/errors.ts";
import type { AnyPdu, Pdu } from "../smpp/pdu.ts";
import { Status } from "../smpp/statuses.ts";
import { type BindMode, SmscSession } from "./smsc-session.ts";

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
  /** Answers a submit_sm with the message id. A thrown SmppStatusError refuses the message. */
  readonly submit: (message: Pdu<"submit_sm">, from: SmscSession) => string | Promise<string>;
  readonly session?: Omit<SessionOptions, "handle">;
  /** Connections that do not bind within this time are closed. Default 10 000. */
  readonly bindTimeoutMs?: number;
  readonly log?: SmsLog;
}

const bindModes: Partial<Record<AnyPdu["command"], BindMode>> = {
  bind_transmitter: "transmitter",
  bind_receiver: "receiver",
  bind_transceiver: "transceiver",
};

/** The SMSC side of SMPP 3.4: accepts binds, takes submit_sm, and delivers to bound sessions. */
export class SmscServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #connections = new Set<SmppSession>();
  readonly #bound = new Set<SmscSession>();

  readonly #options: SmscOptions;

  private constructor(options: SmscOptions) {
    this.#options = options;
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

  /** Unbinds every session and stops listening. */
  async [Symbol.asyncDispose](): Promise<void> {
    const stopped = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await Promise.all([...this.#connections].map((session) => session.unbind()));
    await stopped;
  }

  #accept(socket: Socket): void {
    const options = this.#options;
    let bound: SmscSession | undefined;
    let binding = false;
    const session = new SmppSession(socket, {
      ...options.session,
      log: options.log ?? silentLog,
      handle: async (request): Promise<Answer> => {
        const mode = bindModes[request.command];
        if (mode) {
          if (bound || binding) return { status: Status.ESME_RALYBND };
          binding = true;
          try {
            bound = await this.#bind(request as Pdu<"bind_transceiver">, mode, session);
          } finally {
            binding = false;
          }
          clearTimeout(unbound);
          const tlvs = bound.takesTlvs ? { scInterfaceVersion: 0x34 } : {};
          return { body: { systemId: options.systemId }, tlvs };
        }
        if (!bound) return { status: Status.ESME_RINVBNDSTS };
        return this.#serve(request, bound);
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
    const bound = new SmscSession(systemId, mode, interfaceVersion, session);
    // The connection may have ended while the password was checked.
    if (session.open) this.#bound.add(bound);
    return bound;
  }

  async #serve(request: AnyPdu, from: SmscSession): Promise<Answer> {
    switch (request.command) {
      case "submit_sm":
        if (!from.submits) return { status: Status.ESME_RINVBNDSTS };
        return { body: { messageId: await this.#options.submit(request, from) } };
      case "query_sm":
        return { status: Status.ESME_RQUERYFAIL };
      case "cancel_sm":
        return { status: Status.ESME_RCANCELFAIL };
      case "replace_sm":
        return { status: Status.ESME_RREPLACEFAIL };
      case "submit_multi":
      case "data_sm":
        return { status: Status.ESME_RPROHIBITED };
      default:
        return { status: Status.ESME_RINVBNDSTS };
    }
  }
}
