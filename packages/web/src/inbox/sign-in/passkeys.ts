import type { SessionView } from "@culver/business/inbox-api";
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { inboxWords } from "../../words/inbox.ts";
import { inboxClient } from "../api/client.ts";
import { InboxError } from "../api/http.ts";

export const hasPasskeys = browserSupportsWebAuthn;

type RequestOptions = Parameters<typeof startAuthentication>[0]["optionsJSON"];
type CreationOptions = Parameters<typeof startRegistration>[0]["optionsJSON"];

/** The browser's dialog was closed, or found nothing: not a fault of the page's. */
function stopped(cause: unknown): InboxError {
  if (cause instanceof InboxError) return cause;
  return new InboxError(inboxWords.signIn.passkeyStopped, { code: "passkey_stopped", status: 0, cause });
}

/** Signs in with a passkey of this device, without a login. @throws InboxError */
export async function signInByPasskey(): Promise<SessionView> {
  const optionsJSON = (await inboxClient.passkeyLoginOptions()) as RequestOptions;
  let response: Awaited<ReturnType<typeof startAuthentication>>;
  try {
    response = await startAuthentication({ optionsJSON });
  } catch (cause) {
    throw stopped(cause);
  }
  return inboxClient.passkeyLogin(response);
}

/** Adds a passkey to the agent who is signed in. @throws InboxError */
export async function addPasskey(): Promise<void> {
  const optionsJSON = (await inboxClient.passkeyOptions()) as CreationOptions;
  let response: Awaited<ReturnType<typeof startRegistration>>;
  try {
    response = await startRegistration({ optionsJSON });
  } catch (cause) {
    throw stopped(cause);
  }
  await inboxClient.addPasskey(response);
}
