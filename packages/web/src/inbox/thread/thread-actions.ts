import type { ThreadChange, ThreadView } from "@culver/business/inbox-api";
import { inboxWords } from "../../words/inbox.ts";
import type { Inbox } from "../app/inbox.ts";

/** Shows the change at once; what the server refuses is taken back, and said. */
export function changeThread(inbox: Inbox, id: string, change: ThreadChange): void {
  inbox.threads.change(id, change).catch(inbox.refused);
}

export function takeOrGiveBack(inbox: Inbox, thread: ThreadView): void {
  const { agent } = inbox.session.get();
  changeThread(inbox, thread.id, { assignee: thread.assignee === agent.id ? null : agent.id });
}

/** Closes or opens again, with a way back. */
export function setState(inbox: Inbox, thread: ThreadView, state: ThreadView["state"]): void {
  const words = inboxWords.thread;
  inbox.threads.change(thread.id, { state }).then(
    () =>
      inbox.toasts.show(state === "closed" ? words.closedToast : words.reopenedToast, {
        action: {
          label: state === "closed" ? words.reopen : words.closeThread,
          run: () => changeThread(inbox, thread.id, { state: thread.state }),
        },
      }),
    inbox.refused,
  );
}

export function setBlocked(inbox: Inbox, thread: ThreadView, isBlocked: boolean): void {
  const words = inboxWords.details;
  if (!isBlocked) {
    changeThread(inbox, thread.id, { isBlocked });
    return;
  }
  inbox.layers.open({
    kind: "confirm",
    title: words.block,
    text: words.blockText,
    action: words.block,
    danger: true,
    run: () => changeThread(inbox, thread.id, { isBlocked }),
  });
}

/** Who can have it: oneself first, then the others who are not disabled. */
export function assignMenu(inbox: Inbox, thread: ThreadView, at: { x: number; y: number }): void {
  const { agent, agents } = inbox.session.get();
  const words = inboxWords.details;
  const others = agents.filter(({ id, isDisabled }) => id !== agent.id && !isDisabled);
  inbox.layers.open({
    kind: "menu",
    label: words.assignee,
    place: at,
    items: [
      {
        key: "me",
        label: words.me(agent.name),
        checked: thread.assignee === agent.id,
        run: () => changeThread(inbox, thread.id, { assignee: agent.id }),
      },
      ...others.map(({ id, name }) => ({
        key: id,
        label: name,
        checked: thread.assignee === id,
        run: () => changeThread(inbox, thread.id, { assignee: id }),
      })),
      {
        key: "nobody",
        label: words.nobody,
        checked: thread.assignee === undefined,
        run: () => changeThread(inbox, thread.id, { assignee: null }),
      },
    ],
  });
}
