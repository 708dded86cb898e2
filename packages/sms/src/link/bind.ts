import type { SessionOptions } from "../session/options.ts";
import { SmppSession } from "../session/session.ts";
import { type Endpoint, openSocket } from "./connect.ts";

/** Which way messages go on a connection. */
export type BindMode = "transceiver" | "transmitter" | "receiver";

/** What a bind says (SMPP 3.4 section 4.1). */
export interface BindOptions extends Endpoint {
  /** Default "transceiver". */
  readonly mode?: BindMode;
  readonly systemId: string;
  readonly password: string;
  /** Default "". */
  readonly systemType?: string;
  /** Default 0x34; some carriers answer nothing else. */
  readonly interfaceVersion?: number;
  /** For opening the connection, and again for the bind to be answered. Default 10 000. */
  readonly bindTimeoutMs?: number;
}

/** A bound session, and what the carrier said of itself. */
export interface Bound {
  readonly session: SmppSession;
  /** sc_interface_version, where the carrier sent it. */
  readonly peerVersion: number | undefined;
}

/**
 * Connects and binds.
 * @throws ConnectError; SmppStatusError when the carrier refuses the bind; ResponseTimeoutError;
 * LinkClosedError. The connection is closed then.
 */
export async function openBind(
  options: BindOptions,
  session: SessionOptions,
  signal: AbortSignal,
): Promise<Bound> {
  const { mode = "transceiver", systemId, password, systemType = "", interfaceVersion = 0x34 } = options;
  const { bindTimeoutMs = 10_000 } = options;
  const socket = await openSocket(options, bindTimeoutMs, signal);
  const bound = new SmppSession(socket, session);
  const abandon = () => bound.close();
  signal.addEventListener("abort", abandon);
  const late = setTimeout(() => bound.close({ kind: "bind-timeout" }), bindTimeoutMs);
  try {
    const credentials = { systemId, password, systemType, interfaceVersion };
    const { tlvs } = await bound.request(`bind_${mode}`, credentials);
    return { session: bound, peerVersion: tlvs.scInterfaceVersion };
  } catch (error) {
    bound.close();
    throw error;
  } finally {
    clearTimeout(late);
    signal.removeEventListener("abort", abandon);
  }
}
