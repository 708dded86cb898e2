import type { ContactCard } from "@culver/client";
import { Copy } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { telHref } from "../interactive/answer.ts";
import { safeHref } from "../lib/markup.ts";
import { Avatar } from "../ui/avatar.tsx";
import dialogStyles from "../ui/dialog.module.css";
import { Dialog } from "../ui/dialog.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import styles from "./contact-dialog.module.css";
import { copyText } from "./copy-text.ts";
import { openNumber } from "./open-number.ts";

interface Line {
  readonly label: string;
  readonly text: string;
  readonly copy: string;
  readonly href?: string | undefined;
  readonly outside?: boolean;
}

function linesOf(card: ContactCard, phone: (number: string) => string): readonly Line[] {
  const { phones, emails, urls, addresses, birthday } = card;
  const kind = (what: string, type: string | undefined): string =>
    type === undefined || type === "" ? what : `${what}, ${type.toLowerCase()}`;
  return [
    ...phones.map(({ number, type }) => ({
      label: kind(words.card.phone, type),
      text: phone(number),
      copy: number,
      href: telHref(number),
    })),
    ...emails.map(({ address, type }) => ({
      label: kind(words.card.email, type),
      text: address,
      copy: address,
      href: `mailto:${encodeURIComponent(address).replace("%40", "@")}`,
    })),
    ...urls.map((url) => ({
      label: words.card.web,
      text: url,
      copy: url,
      href: safeHref(url),
      outside: true,
    })),
    ...addresses.map((address) => ({ label: words.card.address, text: address, copy: address })),
    ...(birthday === undefined ? [] : [{ label: words.card.birthday, text: birthday, copy: birthday }]),
  ];
}

/** Everything a card says, line by line; each line can be copied. */
export function ContactDialog({
  card,
  onClose,
}: {
  readonly card: ContactCard;
  readonly onClose: () => void;
}) {
  const app = useApp();
  const phone = usePhoneFormat();
  const name = card.name === "" ? words.card.unnamed : card.name;
  const [first] = card.phones;
  const job = [card.title, card.organisation].filter((part) => part !== undefined && part !== "").join(", ");
  return (
    <Dialog title={words.card.title} onClose={onClose}>
      <div className={styles.head}>
        <Avatar account={first?.number ?? name} name={name} />
        <div className={styles.words}>
          <bdi className={styles.name}>{name}</bdi>
          {job !== "" && <bdi className="meta">{job}</bdi>}
        </div>
      </div>
      <dl className={styles.lines}>
        {linesOf(card, phone).map(({ label, text, copy, href, outside }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a card never change.
          <div key={index} className={styles.line}>
            <div className={styles.words}>
              <dt className="meta">{label}</dt>
              <dd>
                {href === undefined ? (
                  <bdi>{text}</bdi>
                ) : (
                  <a
                    href={href}
                    {...(outside === true && { target: "_blank", rel: "noopener noreferrer nofollow" })}
                  >
                    <bdi>{text}</bdi>
                  </a>
                )}
              </dd>
            </div>
            <IconButton icon={Copy} label={words.card.copy(text)} onClick={() => copyText(app, copy)} />
          </div>
        ))}
      </dl>
      {first !== undefined && (
        <div className={dialogStyles.actions}>
          <button
            type="button"
            className="button primary"
            onClick={() => {
              onClose();
              void openNumber(app, first.number, name);
            }}
          >
            {words.card.message}
          </button>
        </div>
      )}
    </Dialog>
  );
}
