import type { Contact } from "@culver/client";
import { MessageSquareText, UserPlus } from "lucide-react";
import { useState } from "react";
import { useApp } from "../app/app-context.ts";
import { SearchField } from "../chats/search-field.tsx";
import { formatNumber, likelyCountry } from "../lib/phone.ts";
import { refusalOf, refusalText } from "../signup/refusal.ts";
import { invitationText, writeInvitation } from "../sms/invitation.ts";
import { usePhoneLibrary } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import styles from "./new-chat.module.css";

export interface FindByNumberProps {
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly onOpen: (contact: Contact) => void;
}

type Answer = {
  readonly kind: "none" | "self" | "problem";
  readonly text: string;
  readonly hint?: string;
  /** A phone that is not on Culver, in E.164 form. */
  readonly phone?: string;
  /** No SMS goes there: an invitation can still be carried by other means. */
  readonly invites?: boolean;
};

/** A field for a name or a number; for a number it can ask the server who has it. */
export function FindByNumber({ typed, onTyped, onOpen }: FindByNumberProps) {
  const app = useApp();
  const phone = usePhoneLibrary();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  const looksLikeNumber = /^[+\d][\d\s().-]{3,}$/u.test(typed.trim());

  const find = async (): Promise<void> => {
    if (phone === undefined) return;
    const own = app.self.get()?.number ?? "";
    const home = phone.parsePhoneNumberFromString(own)?.country;
    const country = likelyCountry(phone, home ?? app.server.get()?.country, navigator.languages);
    const number = phone.parsePhoneNumberFromString(typed, country);
    if (number === undefined || !number.isPossible()) {
      setAnswer({ kind: "problem", text: words.newChat.invalid });
      return;
    }
    if (number.number === own) {
      setAnswer({ kind: "self", text: words.newChat.self });
      return;
    }
    setBusy(true);
    try {
      const [found] = await app.client.lookup([number.number], country);
      if (found?.contact !== undefined) onOpen(found.contact);
      else
        setAnswer({
          kind: "none",
          text: words.newChat.notThere(formatNumber(phone, number.number)),
          hint: words.newChat.notThereText,
          phone: number.number,
        });
    } catch (error) {
      setAnswer({ kind: "problem", text: refusalText(refusalOf(error)) });
    } finally {
      setBusy(false);
    }
  };
  const openSms = async (number: string, invite: boolean): Promise<void> => {
    try {
      const conversation = await app.client.openSmsConversation(number);
      app.conversations.put(conversation);
      app.router.go({ view: "chat", conversation: conversation.id });
      if (invite) writeInvitation(app, conversation.id);
    } catch (error) {
      setAnswer({ kind: "problem", text: refusalText(refusalOf(error)), invites: true });
    }
  };
  const copyInvitation = (): void => {
    navigator.clipboard.writeText(invitationText(app)).then(
      () => app.toasts.show(words.newChat.invitationCopied),
      () => app.toasts.show(words.message.acted, { danger: true }),
    );
  };
  const notThere = answer?.phone;
  return (
    <form
      className={styles.find}
      onSubmit={(event) => {
        event.preventDefault();
        if (looksLikeNumber) void find();
      }}
    >
      <div className={styles.field}>
        <SearchField
          autoFocus
          value={typed}
          label={words.newChat.filter}
          onChange={(text) => {
            onTyped(text);
            setAnswer(undefined);
          }}
        />
        {looksLikeNumber && (
          <button type="submit" className="button primary" disabled={busy}>
            {busy ? words.newChat.looking : words.newChat.lookup}
          </button>
        )}
      </div>
      <div role="status">
        {answer === undefined ? (
          <p className="hint">{words.newChat.privacy}</p>
        ) : (
          <div className={styles.answer} data-kind={answer.kind}>
            <p>
              <bdi>{answer.text}</bdi>
            </p>
            {answer.hint !== undefined && <p className="hint">{answer.hint}</p>}
            {notThere !== undefined && (
              <div className={styles.choices}>
                <button
                  type="button"
                  className={`button ${styles.sms}`}
                  onClick={() => void openSms(notThere, false)}
                >
                  <MessageSquareText size={18} strokeWidth={1.75} aria-hidden="true" />
                  {words.newChat.sendSms}
                </button>
                <button type="button" className="button" onClick={() => void openSms(notThere, true)}>
                  <UserPlus size={18} strokeWidth={1.75} aria-hidden="true" />
                  {words.newChat.invite}
                </button>
              </div>
            )}
            {answer.kind === "problem" && answer.invites === true && (
              <button type="button" className="button quiet" onClick={copyInvitation}>
                {words.newChat.copyInvitation}
              </button>
            )}
          </div>
        )}
      </div>
    </form>
  );
}
