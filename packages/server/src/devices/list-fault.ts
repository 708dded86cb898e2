import { StanzaError } from "@culver/protocol";

/** The stanza error for an entry that the chain's rules refuse. */
export function stanzaErrorOf(cause: unknown): unknown {
  if (!(cause instanceof Error) || cause.name !== "DeviceListError") return cause;
  const reason = "reason" in cause ? cause.reason : undefined;
  switch (reason) {
    case "version":
    case "hash":
      return new StanzaError("conflict", "the entry is not the next of the chain", { cause });
    case "account":
      return new StanzaError("forbidden", "the entry is of another account", { cause });
    case "malformed":
      return new StanzaError("bad-request", "the entry does not decode", { cause });
    default:
      return new StanzaError("not-acceptable", "the entry breaks a rule of device lists", { cause });
  }
}
