import { useApp } from "../app/app-context.ts";
import { contactName } from "../state/contacts.ts";
import { useStore } from "../state/store.ts";
import { words } from "../words/index.ts";

/** What to call the author of a message. */
export function useAuthorName(account: string): string {
  const app = useApp();
  const own = useStore(app.self, (self) => self?.account === account);
  const contact = useStore(app.contacts, (contacts) => contacts.get(account));
  const route = app.router.get();
  const open = route.view === "chat" ? app.conversations.get().byId.get(route.conversation) : undefined;
  // Whoever writes from a phone has no account: there is one other side.
  const phone = open?.sms !== undefined && contact === undefined && account !== "" ? open.title : undefined;
  const peer = open?.peer?.account === account ? open.peer : undefined;
  return own ? words.conversation.you : contactName(contact ?? peer, phone ?? words.conversation.unknown);
}
