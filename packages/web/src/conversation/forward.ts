import type { Message } from "@culver/client";
import type { App } from "../app/app.ts";
import { words } from "../words/index.ts";

/** Sends the texts of messages anew to each chat, in their order; each chat gets them in the same order. */
export async function sendForwarded(
  app: App,
  messages: readonly Message[],
  conversations: readonly string[],
): Promise<void> {
  const texts = messages.flatMap(({ body }) => (body.kind === "text" ? [body.text] : []));
  const sendTo = async (conversation: string): Promise<void> => {
    for (const text of texts) await app.client.sendText(conversation, text);
  };
  const outcomes = await Promise.allSettled(conversations.map(sendTo));
  const failed = outcomes.filter(({ status }) => status === "rejected").length;
  const [only] = conversations;
  if (failed > 0) app.toasts.show(words.forward.failed(failed), { danger: true });
  else if (only !== undefined && conversations.length === 1 && only !== app.timeline.get().conversation) {
    const run = (): void => app.router.go({ view: "chat", conversation: only });
    app.toasts.show(words.forward.done(1), { action: { label: words.forward.open, run } });
  } else app.toasts.show(words.forward.done(conversations.length));
}
