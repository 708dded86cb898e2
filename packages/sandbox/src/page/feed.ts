import type { Handset, HandsetMessage } from "../handsets.ts";

export interface FeedListener {
  snapshot(handsets: readonly Handset[]): void;
  handset(number: string, on: boolean): void;
  message(number: string, message: HandsetMessage): void;
  live(connected: boolean): void;
}

const RETRY_MS = 1500;

/** Follows the live feed for as long as the page is open, whatever happens to the server. */
export function followFeed(listener: FeedListener): void {
  const source = new EventSource("/sandbox/events");
  const on = (type: string, take: (data: never) => void) =>
    source.addEventListener(type, (event) => take(JSON.parse((event as MessageEvent<string>).data) as never));
  on("snapshot", ({ handsets }: { handsets: Handset[] }) => {
    listener.live(true);
    listener.snapshot(handsets);
  });
  on("handset", ({ number, on }: { number: string; on: boolean }) => listener.handset(number, on));
  on("message", ({ number, message }: { number: string; message: HandsetMessage }) =>
    listener.message(number, message),
  );
  source.addEventListener("error", () => {
    listener.live(false);
    // The browser retries a lost connection by itself, but gives up on an error status.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => followFeed(listener), RETRY_MS);
  });
}
