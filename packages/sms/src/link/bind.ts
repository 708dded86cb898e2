import type { SessionOptions } from "../session/options.ts";
import { SmppSession } from "../session/session.ts";
import { type Endpoint, openSocket } from "./connect.ts";

/** What bind_transceiver says (SMPP 3.4 section 4.1.5). */
export interface BindOptions extends Endpoint {
  readonly systemId: string;
  readonly password: string;
  /** Default "". */
  readonly systemType?: string;
  /** Default 0x34; some carriers answer nothing else. */
  readonly interfaceVersion?: number;
  /** For opening the connection, and again for the bind to be answered. Default 10 000. */
  readonly bindTimeoutMs?: number;
}

/**
 * Connects and binds as a transceiver.
 * @throws ConnectError; SmppStatusError when the carrier refuses the bind; ResponseTimeoutError;
 * LinkClosedError. The connection is closed then.
 */
export async function bindTransceiver(
  options: BindOptions,
  session: SessionOptions,
  signal: AbortSignal,
): Promise<SmppSession> {
  const { systemId, password, systemType = "", interfaceVersion = 0x34, bindTimeoutMs = 10_000 } = options;
  const socket = await openSocket(options, bindTimeoutMs, signal);
  const bound = new SmppSession(socket, session);
  const abandon = () => bound.close();
  signal.addEventListener("abort", abandon);
  const late = setTimeout(() => bound.close({ kind: "bind-timeout" }), bindTimeoutMs);
  try {
    await bound.request("bind_transceiver", { systemId, password, systemType, interfaceVersion });
    return bound;
  } catch (error) {
    bound.close();
    throw error;
  } finally {
    clearTimeout(late);
    signal.removeEventListener("abort", abandon);
  }
}
