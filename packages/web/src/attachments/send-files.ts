import type { Conversation } from "@culver/client";
import type { App } from "../app/app.ts";
import { words } from "../words/index.ts";
import { prepare } from "./prepare.ts";

/** A file in the dialog, with what is to be said about it. */
export interface ChosenFile {
  readonly id: number;
  readonly file: File;
  readonly caption: string;
}

/**
 * Prepares and hands over files in their order; resolves once all are in the local store. What fails is said, and the
 * rest goes on.
 */
export async function sendFiles(
  app: App,
  conversation: Conversation,
  files: readonly ChosenFile[],
  options: { readonly hd: boolean; readonly replyTo: string | undefined },
): Promise<void> {
  let replyTo = options.replyTo;
  for (const { file, caption } of files) {
    const text = caption.trim();
    try {
      await app.client.sendAttachment(conversation.id, {
        ...(await prepare(file, options.hd)),
        ...(text !== "" && { caption: text }),
        ...(replyTo !== undefined && { replyTo }),
      });
      replyTo = undefined;
    } catch (error) {
      const why = error instanceof Error ? error.message : words.message.acted;
      app.toasts.show(`${file.name}: ${why}`, { danger: true, time: 8_000 });
    }
  }
  app.timeline.clearMark();
  window.dispatchEvent(new CustomEvent("culver:newest"));
}
