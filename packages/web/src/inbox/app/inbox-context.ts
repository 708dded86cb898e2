import { createContext, useContext } from "react";
import type { Inbox } from "./inbox.ts";

export const InboxContext = createContext<Inbox | undefined>(undefined);

/** The inbox of the agent who is signed in. */
export function useInbox(): Inbox {
  const inbox = useContext(InboxContext);
  if (inbox === undefined) throw new Error("useInbox is for components inside the inbox.");
  return inbox;
}
