import type { RepliesView } from "@culver/business/inbox-api";
import { useState } from "react";
import { pageWords } from "../../words/inbox-pages.ts";
import type { InboxApi } from "../api.ts";
import type { Said } from "../shared/note.tsx";
import { problemOf, type Resource, useResource } from "../shared/use-resource.ts";
import { cleaned, type Draft, draftOf, isSame } from "./draft.ts";

/** Drafts that were left without being saved, by number: going back in the browser loses nothing. */
const left = new Map<string, Draft>();

export interface Replies {
  readonly stored: Resource<RepliesView>;
  readonly draft: Draft | undefined;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly said: Said | undefined;
  readonly change: (draft: Draft) => void;
  readonly discard: () => void;
  readonly save: () => void;
  /** Saves what a version had as a new one. */
  readonly restore: (version: RepliesView) => void;
}

/** The automatic replies of a number, and what is being changed of them. */
export function useReplies(api: InboxApi, number: string): Replies {
  const path = `/replies?number=${encodeURIComponent(number)}`;
  const stored = useResource(path, () => api.get<RepliesView>(path));
  const [, redraw] = useState(0);
  const [isSaving, setSaving] = useState(false);
  const [said, setSaid] = useState<Said>();
  const { data } = stored;
  const edited = left.get(number);
  const isDirty = data !== undefined && edited !== undefined && !isSame(edited, data);
  const hold = (draft: Draft | undefined): void => {
    if (draft === undefined) left.delete(number);
    else left.set(number, draft);
    redraw((turn) => turn + 1);
  };
  const put = async (draft: Draft, done: (saved: RepliesView) => string): Promise<void> => {
    setSaving(true);
    setSaid(undefined);
    try {
      const saved = await api.send<RepliesView>("PUT", path, draft);
      hold(undefined);
      stored.put(saved);
      setSaid({ text: done(saved), isBad: false });
    } catch (error) {
      setSaid({ text: problemOf(error), isBad: true });
    } finally {
      setSaving(false);
    }
  };
  const draft = edited ?? (data === undefined ? undefined : draftOf(data));
  return {
    stored,
    draft,
    isDirty,
    isSaving,
    said,
    change: (next) => {
      setSaid(undefined);
      hold(next);
    },
    discard: () => {
      setSaid(undefined);
      hold(undefined);
    },
    save: () => {
      if (draft !== undefined) void put(cleaned(draft), ({ version }) => pageWords.replies.saved(version));
    },
    restore: (version) =>
      void put(draftOf(version), (saved) => pageWords.replies.restored(version.version, saved.version)),
  };
}
