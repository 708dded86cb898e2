import { useEffect } from "react";
import type { Inbox } from "../app/inbox.ts";

const repeatAfter = 30_000;

/** Tells colleagues that this chat is open, for as long as it is in front; and the server what was read. */
export function useViewing(inbox: Inbox, thread: string): void {
  useEffect(() => {
    const { client, threads } = inbox;
    const tell = (viewing: boolean): void => {
      if (!inbox.isOver()) client.viewing(thread, viewing).catch(() => undefined);
    };
    const read = (): void => {
      const known = threads.get().byId.get(thread);
      if (document.hidden || known === undefined || known.unread === 0) return;
      threads.apply({ ...known, unread: 0 });
      client.read(thread).catch(() => undefined);
    };
    const look = (): void => {
      tell(!document.hidden);
      read();
    };
    look();
    const timer = setInterval(() => {
      if (!document.hidden) tell(true);
    }, repeatAfter);
    const stop = threads.subscribe(read);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      stop();
      document.removeEventListener("visibilitychange", look);
      tell(false);
    };
  }, [inbox, thread]);
}
