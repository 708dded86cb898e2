import type { InboxEvent } from "@culver/business/inbox-api";
import { addressOf, call, InboxError } from "./http.ts";

export type Connection = "connecting" | "live" | "offline";

const shortest = 1_000;
const longest = 30_000;

/**
 * Follows what happens, for as long as the session lasts. After a break it comes back by itself, later and later up to half
 * a minute, at once when the network returns; each time the server's `hello` tells to read anew.
 */
export function followEvents(follow: {
  event(event: InboxEvent): void;
  connection(state: Connection): void;
  signedOut(): void;
}): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = shortest;
  let ended = false;

  const later = (state: Connection = navigator.onLine ? "connecting" : "offline"): void => {
    source?.close();
    source = undefined;
    if (ended) return;
    follow.connection(state);
    clearTimeout(timer);
    // Spread, so that all pages of a team do not come back in the same moment.
    timer = setTimeout(() => void retry(), wait * (0.7 + Math.random() * 0.6));
    wait = Math.min(longest, wait * 2);
  };
  /** A stream that is refused does not say why; a plain call does. */
  const retry = async (): Promise<void> => {
    if (ended || source !== undefined) return;
    try {
      await call("GET", "/session");
      open();
    } catch (error) {
      if (error instanceof InboxError && error.status === 401) follow.signedOut();
      else later("offline");
    }
  };
  const open = (): void => {
    if (ended) return;
    const stream = new EventSource(addressOf("/events"));
    source = stream;
    stream.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as InboxEvent;
      if (event.type === "hello") {
        wait = shortest;
        follow.connection("live");
      }
      follow.event(event);
    };
    stream.onerror = () => {
      if (source === stream) later();
    };
  };
  const soon = (): void => {
    wait = shortest;
    if (source === undefined) {
      clearTimeout(timer);
      void retry();
    }
  };
  const gone = (): void => follow.connection("offline");
  window.addEventListener("online", soon);
  window.addEventListener("offline", gone);
  open();
  return () => {
    ended = true;
    clearTimeout(timer);
    source?.close();
    window.removeEventListener("online", soon);
    window.removeEventListener("offline", gone);
  };
}
