import type { InboxEvent, QuickReplyView, SessionView, TemplateView } from "@culver/business/inbox-api";
import type { Preferences } from "../../state/preferences.ts";
import { createStore, type Store } from "../../state/store.ts";
import { createToasts, type Toasts } from "../../state/toasts.ts";
import { createLayers, type Layers } from "../../ui/layers.ts";
import { type InboxClient, inboxClient } from "../api/client.ts";
import { type Connection, followEvents } from "../api/events.ts";
import { createDrafts, type Drafts } from "../state/drafts.ts";
import type { InboxLayer } from "../state/layers.ts";
import { createPresence, type Presence } from "../state/presence.ts";
import { createResource, type Resource } from "../state/resource.ts";
import { createRouter, type Router } from "../state/route.ts";
import { createThreads, type Threads } from "../state/threads.ts";
import { createTimeline, type Timeline } from "../state/timeline.ts";

/** The inbox of an agent who is signed in. */
export interface Inbox {
  readonly client: InboxClient;
  readonly session: Store<SessionView>;
  readonly connection: Store<Connection>;
  readonly router: Router;
  readonly threads: Threads;
  readonly timeline: Timeline;
  readonly presence: Presence;
  readonly drafts: Drafts;
  readonly quickReplies: Resource<readonly QuickReplyView[]>;
  readonly templates: Resource<readonly TemplateView[]>;
  readonly layers: Layers<InboxLayer>;
  readonly toasts: Toasts;
  readonly preferences: Store<Preferences>;
  /** Whether the column of details is open. */
  readonly details: Store<boolean>;
  onEvent(listener: (event: InboxEvent) => void): () => void;
  /** Shows a refusal as a toast. */
  refused(error: unknown): void;
  signOut(): Promise<void>;
  stop(): void;
  /** Whether it was stopped: what is told to the server afterwards would be refused. */
  isOver(): boolean;
}

export interface InboxOptions {
  readonly session: SessionView;
  readonly preferences: Store<Preferences>;
  readonly signedOut: (byItself: boolean) => void;
}

/** Composes the inbox and follows its events until it is stopped. */
export function startInbox({ session: first, preferences, signedOut }: InboxOptions): Inbox {
  const session = createStore(first);
  const self = (): string => session.get().agent.id;
  const router = createRouter();
  const openThread = (): string | undefined => {
    const route = router.get();
    return route.view === "thread" ? route.thread : undefined;
  };
  const threads = createThreads(inboxClient, self, openThread);
  const timeline = createTimeline(inboxClient, () => session.get().agent.name);
  const presence = createPresence(self);
  const connection = createStore<Connection>("connecting");
  const toasts = createToasts();
  const listeners = new Set<(event: InboxEvent) => void>();
  /** The agent is signing out: that the session has ended is no news. */
  let leaving = false;
  let over = false;

  const refused = (error: unknown): void => {
    toasts.show(error instanceof Error ? error.message : String(error), { danger: true });
  };
  const readAnew = (): void => {
    presence.clear();
    void threads.refresh();
    void timeline.refresh();
    const open = openThread();
    if (open !== undefined) void threads.fetch(open);
    void inboxClient.session().then(session.set, () => undefined);
    if (inbox.quickReplies.get().value !== undefined) void inbox.quickReplies.refresh();
  };
  const onEvent = (event: InboxEvent): void => {
    switch (event.type) {
      case "hello":
        readAnew();
        break;
      case "thread":
        threads.apply(event.thread);
        break;
      case "item":
        timeline.apply(event.item);
        if (event.item.direction === "in") presence.customerStopped(event.item.thread);
        break;
      case "customer-typing":
      case "agent-in-thread":
        presence.apply(event);
        break;
      case "agents":
        session.update((now) => ({
          ...now,
          agents: event.agents,
          agent: event.agents.find(({ id }) => id === now.agent.id) ?? now.agent,
        }));
        break;
      case "labels":
        session.update((now) => ({ ...now, labels: event.labels }));
        break;
      case "numbers":
        session.update((now) => ({ ...now, numbers: event.numbers }));
        break;
      case "signed-out":
        if (leaving) return;
        stop();
        signedOut(true);
        break;
    }
    for (const listener of [...listeners]) listener(event);
  };

  const inbox: Inbox = {
    client: inboxClient,
    session,
    connection,
    router,
    threads,
    timeline,
    presence,
    drafts: createDrafts(),
    quickReplies: createResource(inboxClient.quickReplies),
    templates: createResource(inboxClient.templates),
    layers: createLayers<InboxLayer>(),
    toasts,
    preferences,
    details: createStore(false),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refused,
    async signOut() {
      leaving = true;
      try {
        await inboxClient.logout();
      } catch (error) {
        leaving = false;
        refused(error);
        return;
      }
      stop();
      signedOut(false);
    },
    stop: () => stop(),
    isOver: () => over,
  };
  const unfollow = followEvents({
    event: onEvent,
    connection: connection.set,
    signedOut() {
      stop();
      signedOut(true);
    },
  });
  const stop = (): void => {
    over = true;
    unfollow();
  };
  void threads.refresh();
  return inbox;
}
