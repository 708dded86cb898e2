import type { Draft, Message } from "@culver/client";
import type { PageClient } from "../worker/remote-client.ts";
import { leftDrafts } from "./left-drafts.ts";
import { createStore, type Store } from "./store.ts";

export interface ComposerState {
  readonly text: string;
  readonly replyTo?: Message;
  readonly editing?: Message;
}

/** What is being written in each conversation, kept as a draft in the store of the client. */
export interface Composers extends Store<ReadonlyMap<string, ComposerState>> {
  of(conversation: string): ComposerState;
  /** Fills in the draft that was kept, unless something has been typed since. */
  restore(conversation: string, draft: Draft | undefined, replyTo: Message | undefined): void;
  change(conversation: string, state: ComposerState): void;
  clear(conversation: string): void;
  /** Saves what is pending, in a way that the end of the page does not undo. */
  flush(): void;
  /** Stores what the page before this one left; before the conversations are read. */
  recover(): Promise<void>;
}

const saveAfter = 400;
export const nothingWritten: ComposerState = { text: "" };

function draftOf({ text, replyTo, editing }: ComposerState): Draft | undefined {
  if (editing !== undefined || (text.trim() === "" && replyTo === undefined)) return undefined;
  return { text, ...(replyTo !== undefined && { replyTo: replyTo.id }) };
}

export function createComposers(client: PageClient): Composers {
  const store = createStore<ReadonlyMap<string, ComposerState>>(new Map());
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const of = (conversation: string): ComposerState => store.get().get(conversation) ?? nothingWritten;
  const put = (conversation: string, state: ComposerState): void =>
    store.set(new Map([...store.get(), [conversation, state]]));
  const save = async (conversation: string): Promise<void> => {
    clearTimeout(timers.get(conversation));
    timers.delete(conversation);
    await client.setDraft(conversation, draftOf(of(conversation))).catch(() => undefined);
  };
  return {
    ...store,
    of,
    restore(conversation, draft, replyTo) {
      if (store.get().has(conversation)) return;
      put(conversation, { text: draft?.text ?? "", ...(replyTo !== undefined && { replyTo }) });
    },
    change(conversation, state) {
      put(conversation, state);
      clearTimeout(timers.get(conversation));
      timers.set(
        conversation,
        setTimeout(() => void save(conversation), saveAfter),
      );
    },
    clear(conversation) {
      put(conversation, nothingWritten);
      void save(conversation);
    },
    flush() {
      const pending = [...timers.keys()];
      if (pending.length === 0) return;
      leftDrafts.keep(new Map(pending.map((conversation) => [conversation, draftOf(of(conversation))])));
      void Promise.all(pending.map(save)).then(leftDrafts.clear);
    },
    async recover() {
      for (const [conversation, draft] of Object.entries(leftDrafts.take()))
        await client.setDraft(conversation, draft ?? undefined).catch(() => undefined);
    },
  };
}
