import type { Conversation } from "@culver/client";
import type { App } from "../app/app.ts";
import { words } from "../words/index.ts";

function goTo(app: App, conversation: Conversation): void {
  app.conversations.put(conversation);
  app.router.go({ view: "chat", conversation: conversation.id });
}

function tell(app: App, error: unknown): void {
  app.toasts.show(error instanceof Error ? error.message : words.message.acted, { danger: true });
}

/** Opens the chat with whoever has the number of a card; offers an SMS where nobody on Culver has. */
export async function openNumber(app: App, number: string, name: string): Promise<void> {
  try {
    const [found] = await app.client.lookup([number], app.server.get()?.country);
    if (found?.contact !== undefined) {
      goTo(app, await app.client.openConversation(found.contact.account));
      return;
    }
    const run = (): void => {
      app.client.openSmsConversation(found?.number ?? number).then(
        (conversation) => goTo(app, conversation),
        (error: unknown) => tell(app, error),
      );
    };
    app.toasts.show(words.card.notThere(name), { action: { label: words.card.sendSms, run }, time: 8_000 });
  } catch (error) {
    tell(app, error);
  }
}
