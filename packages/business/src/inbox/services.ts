import { displayPhone } from "../graph/index.ts";
import type { AgentView, InboxEvent, NumberView } from "../inbox-api.ts";
import { agentView } from "./agents/agent.ts";
import { type Agents, openAgents } from "./agents/agents.ts";
import { createChallenges } from "./agents/challenges.ts";
import { createPasskeys, type Passkeys } from "./agents/passkeys.ts";
import { createPasswords, type Passwords } from "./agents/passwords.ts";
import { createSessions, type Sessions } from "./agents/sessions.ts";
import { createSignIn, type SignIn } from "./agents/sign-in.ts";
import { createWaits } from "./agents/waits.ts";
import { createHub, type Hub } from "./live/hub.ts";
import { createInThread, type InThread } from "./live/in-thread.ts";
import { defaultInboxTuning, type InboxLog, type InboxOptions, type InboxTuning } from "./options.ts";
import { type Entry, entryView } from "./threads/entries.ts";
import { forgetDeleted } from "./threads/forget-deleted.ts";
import { type Indexer, startIndexer } from "./threads/indexer.ts";
import { createItems, type Items } from "./threads/items.ts";
import { isReaction } from "./threads/message-text.ts";
import { createThreadViews, type ThreadViews } from "./threads/thread-views.ts";

/** What the calls of the inbox stand on. */
export interface InboxServices extends Omit<InboxOptions, "publicUrl" | "tuning" | "log" | "now" | "hasSms"> {
  readonly publicUrl: URL;
  readonly tuning: InboxTuning;
  readonly log: InboxLog;
  readonly now: () => number;
  readonly hasSms: () => boolean;
  readonly agents: Agents;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly passkeys: Passkeys;
  readonly hub: Hub;
  readonly inThread: InThread;
  readonly indexer: Indexer;
  readonly items: Items;
  readonly threads: ThreadViews;
  agentViews(business: string): AgentView[];
  numberViews(business: string): NumberView[];
  /** Tells pages what a thread is now, and what was done with it. */
  showThread(business: string, thread: string, events?: readonly Entry[]): Promise<void>;
  showAgents(business: string): void;
}

const SWEEP_MS = 3_600_000;

/** Builds and starts them; `close` of what it gives ends them. */
export async function startServices(
  options: InboxOptions,
): Promise<InboxServices & { close(): Promise<void> }> {
  const { database, accounts, engine, devices, media } = options;
  const tuning: InboxTuning = { ...defaultInboxTuning, ...options.tuning };
  const { now = Date.now, hasSms = () => false, log = { warn() {} } } = options;
  const publicUrl = new URL(options.publicUrl);
  const agents = await openAgents({ database, publicUrl, invitationMs: tuning.invitationMs, now });
  const agentOf = (id: string) => agents.get(id);
  const passwords = createPasswords({ memory: tuning.passwordMemory, passes: tuning.passwordPasses });
  const sessions = createSessions({
    ...{ database, agentOf, now },
    ...{ idleMs: tuning.sessionIdleMs, longestMs: tuning.sessionMs },
  });
  const waits = { firstWaitMs: tuning.firstWaitMs, longestWaitMs: tuning.longestWaitMs, now };
  const signIn = createSignIn({
    ...{ database, agents, passwords, now },
    perAgent: createWaits({ ...waits, free: tuning.freeTriesPerAgent }),
    perAddress: createWaits({ ...waits, free: tuning.freeTriesPerAddress }),
  });
  const challenges = createChallenges(tuning.challengeMs, now);
  const { challengeMs } = tuning;
  const passkeys = createPasskeys({ database, publicUrl, challenges, challengeMs, agentOf, now });

  const fault = (what: string) => (error: unknown) =>
    log.warn({ error: error instanceof Error ? error.name : typeof error }, what);

  const inThread = createInThread((business, event) => hub.publish(business, event));
  const hub = createHub({
    ...{
      heartbeatMs: tuning.heartbeatMs,
      buffer: tuning.streamBuffer,
      streamsPerAgent: tuning.streamsPerAgent,
    },
    isGood: (session) => sessions.isGood(session),
    snapshot: (business): InboxEvent[] => [...inThread.snapshot(business)],
    onPresence(business, agent, isOnline) {
      if (!isOnline) inThread.gone(agent);
      showAgents(business);
      agents.seen(agent).catch(fault("when an agent was here could not be written down"));
    },
  });

  const agentViews = (business: string) =>
    agents.of(business).map((agent) => agentView(agent, hub.isOnline(agent.id)));
  const showAgents = (business: string) =>
    hub.publish(business, { type: "agents", agents: agentViews(business) });
  const numberViews = (business: string) =>
    accounts.numbersOf(business).map(({ id, number, name }): NumberView => {
      const connection = devices.isOnline(id) ? "online" : "offline";
      return { id, number: displayPhone(number), name, connection };
    });
  const showNumbers = () => {
    for (const { id } of accounts.businesses()) {
      if (hub.hasReaders(id)) hub.publish(id, { type: "numbers", numbers: numberViews(id) });
    }
  };

  const agentName = (id: string) => agents.get(id)?.name;
  const items = createItems({
    ...{ database, engine, media, agentName },
    async ruleName(number, rule) {
      const replies = await options.repliesDesk.get(number).catch(() => undefined);
      return replies?.rules.find(({ id }) => id === rule)?.name;
    },
  });
  const threads = createThreadViews({ database, engine, hasSms });

  /** One after the other, so that what a page is told last is what was so last. */
  let showing: Promise<void> = Promise.resolve();
  const inOrder = (work: () => Promise<void>): Promise<void> => {
    showing = showing.then(work).catch(fault("what happened could not be shown"));
    return showing;
  };

  async function tellThread(business: string, thread: string, events: readonly Entry[] = []): Promise<void> {
    for (const event of events) {
      hub.publish(business, { type: "item", item: entryView(event, agentName), isNew: true });
    }
    const view = await threads.view(thread);
    if (view) hub.publish(business, { type: "thread", thread: view });
  }

  const showThread = async (business: string, thread: string, events: readonly Entry[] = []) => {
    if (hub.hasReaders(business)) await inOrder(() => tellThread(business, thread, events));
  };

  const indexer = await startIndexer({
    ...{ database, engine, accounts, now, log },
    onThread: (thread, business) => void showThread(business, thread.id),
    onIndexed(told, events) {
      if (!told.some(({ business }) => hub.hasReaders(business))) return;
      void inOrder(async () => {
        for (const { message, business, isNew } of told) {
          if (!hub.hasReaders(business) || isReaction(message)) continue;
          const [item] = await items.views([message]);
          if (item) hub.publish(business, { type: "item", item, isNew });
        }
        for (const { thread, business } of new Map(told.map((each) => [each.thread.id, each])).values()) {
          if (!hub.hasReaders(business)) continue;
          await tellThread(
            business,
            thread.id,
            events.filter((event) => event.thread === thread.id),
          );
        }
      });
    },
  });

  const ends = [
    devices.onChange(showNumbers),
    accounts.onChange(showNumbers),
    engine.subscribe((event) => {
      if (event.type !== "typing") return;
      void inOrder(async () => {
        const thread = await engine.thread(event.thread);
        const business = thread && accounts.number(thread.number)?.business;
        if (thread === undefined || business === undefined) return;
        hub.publish(business, { type: "customer-typing", thread: thread.id, typing: event.typing });
      });
    }),
  ];
  const sweep = setInterval(() => {
    sessions.sweep().catch(fault("old sessions could not be deleted"));
    forgetDeleted(database, engine).catch(fault("words of deleted messages could not be deleted"));
  }, SWEEP_MS);

  return {
    ...{ ...options, publicUrl, tuning, log, now, hasSms },
    ...{ agents, passwords, sessions, signIn, passkeys, hub, inThread, indexer, items, threads },
    ...{ agentViews, numberViews, showThread, showAgents },
    async close() {
      clearInterval(sweep);
      for (const end of ends) end();
      inThread.close();
      hub.close();
      await indexer.close();
    },
  };
}
