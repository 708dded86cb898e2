import type { ClientEvent, ConnectionState, Self, Settings } from "@culver/client";
import { createFollowedLink, type FollowedLink } from "../chat-link/followed-link.ts";
import { createRouter, type Router } from "../route/router.ts";
import { type Composers, createComposers } from "../state/composers.ts";
import { type Contacts, createContacts } from "../state/contacts.ts";
import { type Conversations, createConversations } from "../state/conversations.ts";
import type { Preferences } from "../state/preferences.ts";
import { createPresence, type Presence } from "../state/presence.ts";
import { createRemovals, type Removals } from "../state/removals.ts";
import { createSelection, type Selection } from "../state/selection.ts";
import { fetchServerInfo, type ServerInfo } from "../state/server-info.ts";
import { createStore, type Store } from "../state/store.ts";
import { createTimeline, type Timeline } from "../state/timeline.ts";
import { createToasts, type Toasts } from "../state/toasts.ts";
import { createTyping, type Typing } from "../state/typing.ts";
import { createLayers, type Layers } from "../ui/layers.ts";
import type { PageClient } from "../worker/remote-client.ts";

/** Everything the screens work with; made once, by `startApp`. */
export interface App {
  readonly client: PageClient;
  readonly serverUrl: string;
  readonly router: Router;
  readonly followed: FollowedLink;
  readonly self: Store<Self | undefined>;
  readonly connection: Store<ConnectionState>;
  readonly server: Store<ServerInfo | undefined>;
  readonly conversations: Conversations;
  readonly timeline: Timeline;
  readonly typing: Typing;
  readonly presence: Presence;
  readonly contacts: Contacts;
  readonly composers: Composers;
  readonly removals: Removals;
  readonly selection: Selection;
  readonly toasts: Toasts;
  readonly layers: Layers;
  readonly preferences: Store<Preferences>;
  readonly privacy: Store<Settings | undefined>;
  /** Loads what is stored and goes online; after sign-up as after opening. */
  enter(self: Self): Promise<void>;
  /** Saves what is pending. */
  flush(): void;
  /** Hears of events after the stores have taken them in. */
  onEvents(listener: (events: readonly ClientEvent[]) => void): () => void;
}

export interface AppParts {
  readonly client: PageClient;
  readonly serverUrl: string;
  readonly preferences: Store<Preferences>;
}

/** How often to ask the server about itself again while it has not answered. Milliseconds. */
const serverInfoRetry = 15_000;

async function learnAboutServer(serverUrl: string, server: Store<ServerInfo | undefined>): Promise<void> {
  const info = await fetchServerInfo(serverUrl);
  if (info === undefined) setTimeout(() => void learnAboutServer(serverUrl, server), serverInfoRetry);
  else server.set(info);
}

/** The composition root of the page. */
export async function startApp({ client, serverUrl, preferences }: AppParts): Promise<App> {
  const listeners = new Set<(events: readonly ClientEvent[]) => void>();
  const app: App = {
    client,
    serverUrl,
    preferences,
    router: createRouter(window),
    followed: createFollowedLink(window),
    self: createStore<Self | undefined>(undefined),
    connection: createStore<ConnectionState>({ state: "connecting" }),
    server: createStore<ServerInfo | undefined>(undefined),
    conversations: createConversations(client),
    timeline: createTimeline(client),
    typing: createTyping(),
    presence: createPresence(),
    contacts: createContacts(client),
    composers: createComposers(client),
    removals: createRemovals(),
    selection: createSelection(),
    toasts: createToasts(),
    layers: createLayers(),
    privacy: createStore<Settings | undefined>(undefined),
    async enter(self) {
      app.self.set(self);
      await app.composers.recover();
      await Promise.all([app.conversations.load(), app.contacts.load()]);
      app.connection.set(await client.connection());
      await client.connect();
      app.privacy.set(await client.settings());
      await client.setActive(document.visibilityState === "visible");
    },
    flush() {
      app.composers.flush();
      app.removals.flush();
    },
    onEvents(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  client.subscribe((events) => {
    for (const event of events) {
      if (event.type === "connection") app.connection.set(event.connection);
      if (event.type === "self") app.self.set(event.self);
    }
    app.conversations.apply(events);
    app.contacts.apply(events);
    app.timeline.apply(events);
    app.typing.apply(events);
    app.presence.apply(events);
    for (const listener of listeners) listener(events);
  });
  void learnAboutServer(serverUrl, app.server);
  const self = await client.self();
  if (self !== undefined)
    void app.enter(self).catch((error: unknown) => app.toasts.show(String(error), { danger: true }));
  return app;
}
