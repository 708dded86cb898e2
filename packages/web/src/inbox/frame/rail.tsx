import {
  CircleUserRound,
  Ellipsis,
  FileText,
  Inbox as InboxIcon,
  Keyboard,
  LogOut,
  type LucideIcon,
  MessageSquareReply,
  ScrollText,
  Tags,
  Users,
  Webhook,
} from "lucide-react";
import type { MouseEvent } from "react";
import { useStore, useValue } from "../../state/store.ts";
import { Dove } from "../../ui/dove.tsx";
import type { MenuItem } from "../../ui/layers.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { isAdmin } from "../lib/roles.ts";
import { unreadOf } from "../lib/unread.ts";
import { fragmentOf, type Page, type Route } from "../state/route.ts";
import styles from "./rail.module.css";

interface Place {
  readonly view: "inbox" | Page;
  readonly icon: LucideIcon;
  readonly admin: boolean;
}

const places: readonly Place[] = [
  { view: "inbox", icon: InboxIcon, admin: false },
  { view: "templates", icon: FileText, admin: true },
  { view: "replies", icon: MessageSquareReply, admin: true },
  { view: "webhooks", icon: Webhook, admin: true },
  { view: "labels", icon: Tags, admin: false },
  { view: "team", icon: Users, admin: true },
  { view: "log", icon: ScrollText, admin: true },
];

/** The pages, at the side; at the foot of a small screen. */
export function Rail() {
  const inbox = useInbox();
  const route = useValue(inbox.router);
  const admin = useStore(inbox.session, ({ agent }) => isAdmin(agent));
  const unread = useStore(inbox.threads, (state) => unreadOf(state.byId.values()));
  const words = inboxWords.nav;
  const shown = places.filter((place) => admin || !place.admin);
  const here = route.view === "thread" ? "inbox" : route.view;
  const go = (view: Place["view"]) => (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    inbox.router.go({ view } as Route);
  };
  const ends: readonly MenuItem[] = [
    {
      key: "account",
      label: words.account,
      icon: CircleUserRound,
      run: () => inbox.router.go({ view: "account" }),
    },
    {
      key: "keyboard",
      label: words.keyboard,
      icon: Keyboard,
      run: () => inbox.layers.open({ kind: "keyboard" }),
    },
    { key: "out", label: words.signOut, icon: LogOut, run: () => void inbox.signOut() },
  ];
  const openMenu = (event: MouseEvent, items: readonly MenuItem[]): void => {
    const box = event.currentTarget.getBoundingClientRect();
    inbox.layers.open({
      kind: "menu",
      label: inboxWords.app.more,
      place: { x: box.left, y: box.top - 8 },
      items,
    });
  };
  const others = shown
    .filter(({ view }) => view !== "inbox")
    .map(
      ({ view, icon }): MenuItem => ({
        key: view,
        label: words[view],
        icon,
        run: () => inbox.router.go({ view } as Route),
      }),
    );
  return (
    <nav className={styles.rail} aria-label={words.label}>
      <span className={styles.mark}>
        <Dove size={26} />
      </span>
      {shown.map(({ view, icon: Icon }) => (
        <a
          key={view}
          href={fragmentOf({ view } as Route)}
          className={styles.place}
          data-wide={view !== "inbox"}
          aria-current={here === view ? "page" : undefined}
          aria-label={words[view]}
          title={words[view]}
          onClick={go(view)}
        >
          <Icon size={22} strokeWidth={1.75} aria-hidden="true" />
          <span className={styles.text} aria-hidden="true">
            {words[view]}
          </span>
          {view === "inbox" && unread > 0 && (
            <span className={styles.badge}>
              <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
              <span className="visually-hidden">{inboxWords.list.unread(unread)}</span>
            </span>
          )}
        </a>
      ))}
      <button
        type="button"
        className={`${styles.place} ${styles.end} ${styles.wideEnd}`}
        aria-label={words.account}
        title={words.account}
        aria-haspopup="menu"
        data-current={here === "account"}
        onClick={(event) => openMenu(event, ends)}
      >
        <CircleUserRound size={22} strokeWidth={1.75} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={`${styles.place} ${styles.narrowEnd}`}
        aria-label={inboxWords.app.more}
        aria-haspopup="menu"
        data-current={here !== "inbox"}
        onClick={(event) => openMenu(event, [...others, ...ends])}
      >
        <Ellipsis size={22} strokeWidth={1.75} aria-hidden="true" />
        <span className={styles.text} aria-hidden="true">
          {inboxWords.app.more}
        </span>
      </button>
    </nav>
  );
}
