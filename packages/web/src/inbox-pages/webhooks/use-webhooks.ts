import type { WebhooksView, WebhookView } from "@culver/business/inbox-api";
import { useEffect, useState } from "react";
import { pageWords } from "../../words/inbox-pages.ts";
import type { InboxApi } from "../api.ts";
import type { Said } from "../shared/note.tsx";
import { problemOf, type Resource, useResource } from "../shared/use-resource.ts";

export type EventState = WebhookView["state"];
export type EventAction = "replay" | "dead-letter" | "delete";

/** How often the page looks again while somebody looks at it. Milliseconds. */
const interval = 10_000;

function pathOf(state: EventState, target: string | undefined, before?: number): string {
  const query = new URLSearchParams({ state });
  if (target !== undefined) query.set("target", target);
  if (before !== undefined) query.set("before", String(before));
  return `/webhooks?${query}`;
}

export interface Webhooks {
  readonly view: Resource<WebhooksView>;
  readonly entries: readonly WebhookView[];
  readonly hasMore: boolean;
  readonly isBusy: boolean;
  readonly said: Said | undefined;
  readonly more: () => void;
  readonly act: (action: EventAction, seqs: readonly number[]) => Promise<void>;
}

/** The events in one state, of one receiver or all; looked at anew by itself until older ones are shown. */
export function useWebhooks(api: InboxApi, state: EventState, target: string | undefined): Webhooks {
  const path = pathOf(state, target);
  const view = useResource(path, () => api.get<WebhooksView>(path));
  const [older, setOlder] = useState<{ readonly path: string; readonly pages: readonly WebhooksView[] }>();
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said>();
  const pages = older?.path === path ? older.pages : [];
  const last = pages.at(-1) ?? view.data;
  const { reload } = view;
  const isPaged = pages.length > 0;
  useEffect(() => {
    if (isPaged) return;
    const timer = setInterval(() => document.visibilityState === "visible" && reload(), interval);
    return () => clearInterval(timer);
  }, [reload, isPaged]);
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      setSaid({ text: problemOf(error), isBad: true });
    } finally {
      setBusy(false);
    }
  };
  return {
    view,
    entries: [...(view.data?.entries ?? []), ...pages.flatMap(({ entries }) => entries)],
    hasMore: last?.next !== undefined,
    isBusy,
    said,
    more: () =>
      void guarded(async () => {
        const page = await api.get<WebhooksView>(pathOf(state, target, last?.next));
        setOlder({ path, pages: [...pages, page] });
      }),
    act: (action, seqs) =>
      guarded(async () => {
        await api.send("POST", `/webhooks/${action}`, { seqs });
        setSaid({ text: pageWords.webhooks.done[action](seqs.length), isBad: false });
        setOlder(undefined);
        reload();
      }),
  };
}
