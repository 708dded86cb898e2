import { CryptoError } from "@culver/crypto";
import { NS_MAILBOX, parseRetryAfter, StanzaError } from "@culver/protocol";
import { ClientError, ConnectionLostError } from "../errors.ts";

/** The one place where what went wrong inside becomes what an app is told. */
function clientErrorFrom(error: unknown): unknown {
  if (error instanceof ConnectionLostError)
    return new ClientError("offline", "There is no connection. Try again when you are online.", {
      cause: error,
    });
  if (error instanceof StanzaError) return fromStanza(error);
  if (error instanceof CryptoError)
    return new ClientError("not_trusted", "The server's answer could not be verified.", { cause: error });
  return error;
}

function fromStanza(error: StanzaError): ClientError {
  if (error.condition !== "resource-constraint")
    return new ClientError(error.condition.replaceAll("-", "_"), "The server could not do that.", {
      cause: error,
    });
  const retryAfter = error.app?.xmlns === NS_MAILBOX ? parseRetryAfter(error.app) : undefined;
  return new ClientError("rate_limited", "That was too often. Try again later.", {
    cause: error,
    retryAfter,
  });
}

/** Runs an app's call; its refusals are ClientErrors. */
export async function forApp<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw clientErrorFrom(error);
  }
}
