import type { App } from "../app/app.ts";
import type { ComposerState } from "../state/composers.ts";
import { words } from "../words/index.ts";

/** Sends, or saves the edit. The field empties at once; what could not even be queued comes back. */
export function sendComposed(app: App, conversation: string, state: ComposerState): void {
  const text = state.text.trim();
  app.composers.clear(conversation);
  const { editing, replyTo } = state;
  const sent =
    editing !== undefined
      ? app.client.editText(conversation, editing.id, text)
      : app.client.sendText(conversation, text, replyTo === undefined ? undefined : { replyTo: replyTo.id });
  if (editing === undefined) {
    app.timeline.clearMark();
    window.dispatchEvent(new CustomEvent("culver:newest"));
  }
  sent.catch((error: unknown) => {
    if (app.composers.of(conversation).text === "") app.composers.change(conversation, state);
    app.toasts.show(error instanceof Error ? error.message : words.message.acted, { danger: true });
  });
}
