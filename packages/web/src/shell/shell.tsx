import { lazy, Suspense } from "react";
import { useApp } from "../app/app-context.ts";
import { useChatLink } from "../chat-link/use-chat-link.ts";
import { ChatsPane } from "../chats/chats-pane.tsx";
import { ConversationPane } from "../conversation/conversation-pane.tsx";
import { useNotifications } from "../notify/use-notifications.ts";
import { useUnreadBadge } from "../notify/use-unread-badge.ts";
import { useValue } from "../state/store.ts";
import panes from "../ui/panes.module.css";
import { Skeleton } from "../ui/skeleton.tsx";
import styles from "./shell.module.css";
import { useShortcuts } from "./use-shortcuts.ts";
import { Welcome } from "./welcome.tsx";

const NewChatPane = lazy(async () => ({
  default: (await import("../new-chat/new-chat-pane.tsx")).NewChatPane,
}));
const SettingsPane = lazy(async () => ({
  default: (await import("../settings/settings-pane.tsx")).SettingsPane,
}));
const SettingsSectionPane = lazy(async () => ({
  default: (await import("../settings/settings-section-pane.tsx")).SettingsSectionPane,
}));
const DetailsPane = lazy(async () => ({
  default: (await import("../details/details-pane.tsx")).DetailsPane,
}));

/** Chats, conversation and details: three columns, two, or one of them at a time. */
export function Shell() {
  const app = useApp();
  const route = useValue(app.router);
  useShortcuts();
  useNotifications();
  useUnreadBadge();
  useChatLink();

  const inMain = route.view === "chat" || (route.view === "settings" && route.section !== undefined);
  const details = route.view === "chat" && route.details === true;
  return (
    <div className={`${panes.panes} ${styles.shell}`} data-main={inMain} data-details={details}>
      <nav className={panes.side} data-region="chats" aria-label="Culver">
        <Suspense fallback={<Skeleton rows={8} />}>
          {route.view === "new" && <NewChatPane />}
          {route.view === "settings" && <SettingsPane section={route.section} />}
          {route.view !== "new" && route.view !== "settings" && <ChatsPane />}
        </Suspense>
      </nav>
      <main className={panes.main} data-region="main">
        <Suspense fallback={null}>
          {route.view === "chat" && (
            <ConversationPane
              key={route.conversation}
              conversation={route.conversation}
              message={route.message}
            />
          )}
          {route.view === "settings" && route.section !== undefined && (
            <SettingsSectionPane section={route.section} />
          )}
          {!inMain && <Welcome />}
        </Suspense>
      </main>
      {details && (
        <aside className={panes.details} data-region="details">
          <Suspense fallback={null}>
            <DetailsPane key={route.conversation} conversation={route.conversation} />
          </Suspense>
        </aside>
      )}
    </div>
  );
}
