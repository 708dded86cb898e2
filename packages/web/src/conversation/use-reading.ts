import { type RefObject, useEffect } from "react";
import { useApp } from "../app/app-context.ts";

const settleTime = 200;

/** Marks as read what has come into view while the person is looking. */
export function useReading(
  conversation: string,
  scroller: RefObject<HTMLElement | null>,
  revision: unknown,
): void {
  const app = useApp();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` stands for what the list shows.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const mark = (): void => {
      const element = scroller.current;
      const known = app.conversations.get().byId.get(conversation);
      if (element === null || document.hidden || known === undefined) return;
      if (known.unread === 0 && !known.markedUnread) return;
      const bottom = element.getBoundingClientRect().bottom;
      const rows = [...element.querySelectorAll<HTMLElement>("[data-message]")];
      const seen = rows.findLast((row) => row.getBoundingClientRect().top < bottom - 12);
      const id = seen?.dataset.message;
      if (id !== undefined) app.client.markRead(conversation, id).catch(() => undefined);
    };
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(mark, settleTime);
    };
    const element = scroller.current;
    soon();
    element?.addEventListener("scroll", soon, { passive: true });
    document.addEventListener("visibilitychange", soon);
    return () => {
      clearTimeout(timer);
      element?.removeEventListener("scroll", soon);
      document.removeEventListener("visibilitychange", soon);
    };
  }, [app, conversation, scroller, revision]);
}
