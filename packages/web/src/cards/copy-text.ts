import type { App } from "../app/app.ts";
import { words } from "../words/index.ts";

/** Puts a text on the clipboard, and says so. */
export function copyText(app: App, text: string, done: string = words.message.copied): void {
  navigator.clipboard.writeText(text).then(
    () => app.toasts.show(done),
    () => app.toasts.show(words.message.acted, { danger: true }),
  );
}
