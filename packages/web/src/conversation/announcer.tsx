import { useEffect, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { contactName } from "../state/contacts.ts";
import { words } from "../words/index.ts";
import { messageText } from "./message-actions.ts";

/** Reads new messages of the open chat to who listens. */
export function Announcer({ conversation }: { readonly conversation: string }) {
  const app = useApp();
  const [text, setText] = useState("");
  useEffect(
    () =>
      app.onEvents((events) => {
        for (const event of events) {
          if (event.type !== "message" || !event.isNew || event.message.outgoing) continue;
          if (event.message.conversation !== conversation) continue;
          const open = app.conversations.get().byId.get(conversation);
          const name = contactName(open?.peer, open?.title ?? words.conversation.unknown);
          setText(`${name}: ${messageText(event.message)}`);
        }
      }),
    [app, conversation],
  );
  return (
    <div className="visually-hidden" role="log" aria-live="polite">
      {text}
    </div>
  );
}
