import type { Contact } from "@culver/client";
import { useState } from "react";
import { useApp } from "../app/app-context.ts";
import { SearchField } from "../chats/search-field.tsx";
import { formatNumber, likelyCountry } from "../lib/phone.ts";
import { refusalOf, refusalText } from "../signup/refusal.ts";
import { usePhoneLibrary } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import styles from "./new-chat.module.css";

export interface FindByNumberProps {
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly onOpen: (contact: Contact) => void;
}

type Answer = { readonly kind: "none" | "self" | "problem"; readonly text: string; readonly hint?: string };

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
        });
    } catch (error) {
      setAnswer({ kind: "problem", text: refusalText(refusalOf(error)) });
    } finally {
      setBusy(false);
    }
  };
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
          </div>
        )}
      </div>
    </form>
  );
}
