import type { InteractiveAction, Message } from "@culver/client";
import {
  Check,
  Copy,
  CornerUpLeft,
  ExternalLink,
  type LucideIcon,
  MapPin,
  Phone,
  Unlink,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import styles from "./action-rows.module.css";
import { answer, askForPlace, calledNumber, copyCode, linkOf, telHref } from "./answer.ts";

export interface ActionRowProps {
  readonly message: Message;
  readonly action: InteractiveAction;
  readonly answered: readonly string[];
  /** Why answers cannot be given here. */
  readonly refusal: string | undefined;
}

function Face({ icon: Icon, title, sub }: { icon: LucideIcon; title: ReactNode; sub?: string }) {
  return (
    <>
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      <span className={styles.title}>
        <bdi>{title}</bdi>
        {sub !== undefined && (
          <span className={styles.sub} dir="ltr">
            {sub}
          </span>
        )}
      </span>
    </>
  );
}

/** One button of a message: answers, opens, calls, copies, or asks for the reader's place. */
export function ActionRow({ message, action, answered, refusal }: ActionRowProps) {
  const app = useApp();
  const phone = usePhoneFormat();
  const [busy, setBusy] = useState(false);
  const shared = { className: styles.row, tabIndex: -1, "data-act": "" } as const;
  const refused = refusal !== undefined;
  switch (action.kind) {
    case "reply": {
      const { choice } = action;
      const chosen = answered.includes(choice.id);
      const choose = (): void => {
        if (refused || chosen || busy) return;
        setBusy(true);
        void answer(app, message, choice).finally(() => setBusy(false));
      };
      return (
        <button
          type="button"
          {...shared}
          aria-pressed={chosen}
          aria-busy={busy}
          aria-disabled={refused || chosen || busy}
          aria-label={chosen ? `${choice.title}, ${words.interactive.chosen}` : undefined}
          title={refusal ?? choice.description}
          onClick={choose}
        >
          <Face icon={chosen ? Check : CornerUpLeft} title={choice.title} />
        </button>
      );
    }
    case "url": {
      const link = linkOf(action.url);
      if (link === undefined)
        return (
          <span {...shared} role="note" aria-disabled="true">
            <Face icon={Unlink} title={action.title} sub={words.interactive.badLink} />
          </span>
        );
      return (
        <a
          {...shared}
          href={link.href}
          title={link.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          aria-label={words.interactive.link(action.title, link.host)}
        >
          <Face icon={ExternalLink} title={action.title} sub={link.host} />
        </a>
      );
    }
    case "call":
      return (
        <a
          {...shared}
          href={telHref(action.number)}
          aria-label={words.interactive.call(action.title, phone(calledNumber(action.number)))}
        >
          <Face icon={Phone} title={action.title} sub={phone(calledNumber(action.number))} />
        </a>
      );
    case "copy":
      return (
        <button
          type="button"
          {...shared}
          aria-label={words.interactive.copy(action.title)}
          onClick={() => void copyCode(app, action.text)}
        >
          <Face icon={Copy} title={action.title} sub={action.text} />
        </button>
      );
    case "share-place":
      return (
        <button
          type="button"
          {...shared}
          aria-haspopup="dialog"
          aria-disabled={refused}
          title={refusal}
          onClick={() => refused || askForPlace(app, message)}
        >
          <Face icon={MapPin} title={action.title} />
        </button>
      );
  }
}
