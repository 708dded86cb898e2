import type { ContactCard } from "@culver/client";
import { Copy, MessageCircle } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { Avatar } from "../ui/avatar.tsx";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import styles from "./cards-body.module.css";
import { copyText } from "./copy-text.ts";
import { openNumber } from "./open-number.ts";

/** One card: who it is, and the two things one does with it. */
export function ContactLine({ card }: { readonly card: ContactCard }) {
  const app = useApp();
  const phone = usePhoneFormat();
  const [first] = card.phones;
  const name = card.name === "" ? words.card.unnamed : card.name;
  const job = [card.title, card.organisation].filter((part) => part !== undefined && part !== "").join(", ");
  const sub = job !== "" ? job : first === undefined ? words.card.noNumber : phone(first.number);
  return (
    <div className={styles.line}>
      <button
        type="button"
        className={styles.person}
        tabIndex={-1}
        data-primary=""
        data-act=""
        aria-label={words.card.detailsOf(name)}
        aria-haspopup="dialog"
        onClick={() => app.layers.open({ kind: "card", card })}
      >
        <Avatar account={first?.number ?? name} name={name} />
        <span className={styles.words}>
          <bdi className={styles.name}>{name}</bdi>
          <bdi className={styles.sub}>{sub}</bdi>
        </span>
      </button>
      {first !== undefined && (
        <div className={styles.acts}>
          <button
            type="button"
            className={styles.act}
            tabIndex={-1}
            data-act=""
            aria-label={words.card.messageTo(name)}
            onClick={() => void openNumber(app, first.number, name)}
          >
            <MessageCircle size={16} strokeWidth={1.75} aria-hidden="true" /> {words.card.message}
          </button>
          <button
            type="button"
            className={styles.act}
            tabIndex={-1}
            data-act=""
            aria-label={words.card.copyNumberOf(name)}
            onClick={() => copyText(app, first.number, words.card.numberCopied)}
          >
            <Copy size={16} strokeWidth={1.75} aria-hidden="true" /> {words.card.copyNumber}
          </button>
        </div>
      )}
    </div>
  );
}
