import type { Anchor } from "../lib/scroll-anchor.ts";

const key = "culver.places";
const most = 200;

type Places = Record<string, Anchor>;

function read(): Places {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "{}") as Places;
  } catch {
    return {};
  }
}

/** Where each chat was left, for as long as this tab lives; nothing for one that was left at its end. */
export const scrollMemory = {
  get(conversation: string): Anchor | undefined {
    return read()[conversation];
  },
  set(conversation: string, anchor: Anchor | undefined): void {
    const { [conversation]: _, ...rest } = read();
    const entries = Object.entries(rest).slice(-most);
    const next = anchor === undefined ? entries : [...entries, [conversation, anchor] as const];
    try {
      sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(next)));
    } catch {
      // Without storage a chat opens at its end.
    }
  },
};
