/** Why a session ended. `error` is the socket's, if it had one. */
export interface CloseReason {
  readonly kind:
    | "closed" // by our own side, without unbind
    | "unbound" // by our own unbind
    | "peer-unbound"
    | "peer-closed"
    | "socket-error"
    | "enquire-link-timeout"
    | "unresponsive" // it answers enquire_link, but no other request
    | "protocol-error" // a length no PDU can have: the stream cannot go on
    | "bind-timeout";
  readonly error?: Error;
}

const words: Record<CloseReason["kind"], string> = {
  closed: "closed by this side",
  unbound: "unbound by this side",
  "peer-unbound": "the peer unbound",
  "peer-closed": "the peer closed the connection",
  "socket-error": "the connection failed",
  "enquire-link-timeout": "the peer stopped answering enquire_link",
  unresponsive: "the peer stopped answering requests",
  "protocol-error": "the peer sent a PDU of impossible length",
  "bind-timeout": "no bind came in time",
};

/** One calm clause for logs and the status page. */
export function closeWords({ kind, error }: CloseReason): string {
  const code = error && "code" in error && typeof error.code === "string" ? ` (${error.code})` : "";
  return words[kind] + code;
}
