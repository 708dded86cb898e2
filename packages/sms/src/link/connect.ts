import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** For TLS: certificate authorities in PEM to trust instead of the system's. */
  readonly ca?: string;
}

/** The connection could not be opened. */
class ConnectError extends Error {
  override readonly name = "ConnectError";
}

/**
 * Opens a TCP or TLS connection; a TLS peer must present a certificate valid for `host`.
 * @throws ConnectError on refusal, after `timeoutMs`, or when `signal` aborts.
 */
export function openSocket(endpoint: Endpoint, timeoutMs: number, signal: AbortSignal): Promise<Socket> {
  const { host, port, tls, ca } = endpoint;
  return new Promise((resolve, reject) => {
    const socket = tls
      ? connectTls({ host, port, servername: host, ...(ca ? { ca } : {}) })
      : connectTcp({ host, port });
    const fail = (why: string, cause?: unknown) => {
      settle();
      // Errors after this are of no interest, but an unhandled one would end the process.
      socket.on("error", () => undefined);
      socket.destroy();
      reject(new ConnectError(why, { cause }));
    };
    const onError = (error: Error & { code?: string }) => fail(error.code ?? error.message, error);
    const onAbort = () => fail("aborted");
    const onOpen = () => {
      settle();
      resolve(socket);
    };
    const timer = setTimeout(() => fail(`no connection within ${timeoutMs} ms`), timeoutMs);
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      socket.off("error", onError);
      socket.off(tls ? "secureConnect" : "connect", onOpen);
    };
    socket.on("error", onError);
    socket.once(tls ? "secureConnect" : "connect", onOpen);
    signal.addEventListener("abort", onAbort);
    if (signal.aborted) onAbort();
  });
}
