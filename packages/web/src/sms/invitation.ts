import type { App } from "../app/app.ts";
import { focusComposer } from "../shell/regions.ts";
import { words } from "../words/index.ts";

/** What one writes to ask somebody in: with the address of the server, and to be changed before it is sent. */
export function invitationText(app: App): string {
  return words.sms.invitation(app.self.get()?.name ?? "", app.serverUrl.replace(/\/$/u, ""));
}

/** Puts the invitation into the composer of a chat with a phone, unless something is written there. */
export function writeInvitation(app: App, conversation: string): void {
  const current = app.composers.of(conversation);
  if (current.text.trim() === "")
    app.composers.change(conversation, { ...current, text: invitationText(app) });
  requestAnimationFrame(focusComposer);
}
