import type { Conversation } from "@culver/client";
import type { App } from "../app/app.ts";
import { formatNumber, loadPhoneLibrary } from "../lib/phone.ts";
import { focusComposer } from "../shell/regions.ts";
import { refusalOf, refusalText } from "../signup/refusal.ts";
import { words } from "../words/index.ts";
import type { ChatLink } from "./chat-link.ts";

/** Shows a chat with the link's text where one writes, unless something is written there already. */
function show(app: App, conversation: Conversation, text: string): void {
  app.conversations.put(conversation);
  const { id, draft } = conversation;
  const current = app.composers.get().get(id);
  const written = current?.text ?? draft?.text ?? "";
  if (text !== "" && written.trim() === "") app.composers.change(id, { ...current, text });
  else if (text !== "" && written !== text) app.toasts.show(words.chatLink.written);
  app.router.go({ view: "chat", conversation: id });
  requestAnimationFrame(focusComposer);
}

async function offerSms(app: App, { number, text }: ChatLink): Promise<void> {
  const phone = await loadPhoneLibrary().catch(() => undefined);
  app.layers.open({
    ...{ kind: "confirm", danger: false, action: words.newChat.sendSms },
    title: words.newChat.notThere(formatNumber(phone, number)),
    text: words.chatLink.notThereText,
    run: () => {
      app.client.openSmsConversation(number).then(
        (conversation) => show(app, conversation, text),
        (error: unknown) => app.toasts.show(refusalText(refusalOf(error)), { danger: true }),
      );
    },
  });
}

/** Opens the chat that a link leads to; says so where there is none. A link that fails can be tried again. */
export async function openChatLink(app: App, link: ChatLink): Promise<void> {
  const { number, text } = link;
  if (number === "") {
    app.toasts.show(words.chatLink.broken, { danger: true });
    return;
  }
  if (number === app.self.get()?.number) {
    app.toasts.show(words.newChat.self);
    return;
  }
  try {
    const [found] = await app.client.lookup([number]);
    if (found?.contact !== undefined) {
      show(app, await app.client.openConversation(found.contact.account), text);
      return;
    }
    const known = [...app.conversations.get().byId.values()].find(({ sms }) => sms?.number === number);
    if (known === undefined) await offerSms(app, link);
    else show(app, known, text);
  } catch (error) {
    const run = (): void => app.followed.keep(link);
    const action = { label: words.app.retry, run };
    app.toasts.show(refusalText(refusalOf(error)), { danger: true, action, time: 8_000 });
  }
}
