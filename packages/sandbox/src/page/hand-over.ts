import type { HandsetMessage } from "../handsets.ts";

/** Where a binary SMS stands: nobody has it, it is being offered, or the app has taken it. */
export type HandOverState = "here" | "offered" | "taken" | "taken-part";

/** Hands binary SMS to the chat app of the same origin; packages/sandbox/README.md has the words of both sides. */
export interface HandOver {
  /** Whether what arrives is handed over by itself. */
  automatic: boolean;
  /** Offers it until the app takes it. `open` opens the app when it does not answer: only after a click. */
  give(number: string, message: HandsetMessage, open: boolean): void;
  /** Calls back now and whenever the state of the message changes. */
  watch(message: HandsetMessage, changed: (state: HandOverState) => void): void;
}

const CHANNEL = "culver-sms";
const REPEAT_MS = 3000;
/** An app that is open answers by then. */
const OPEN_AFTER_MS = 800;

interface Offer {
  readonly number: string;
  readonly message: HandsetMessage;
}

export function createHandOver(): HandOver {
  const channel = new BroadcastChannel(CHANNEL);
  const states = new Map<number, HandOverState>();
  const watchers = new Map<number, (state: HandOverState) => void>();
  const queues = new Map<string, Offer[]>();

  const set = (id: number, state: HandOverState) => {
    states.set(id, state);
    watchers.get(id)?.(state);
  };
  // One at a time per number: the app's answer names the number only.
  const post = ({ number, message }: Offer) => {
    const sms = (message.data?.userData ?? []).map((userData) => ({ from: message.from, userData }));
    channel.postMessage({ type: "sms", id: message.id, number, sms });
  };
  const postHeads = () => {
    for (const [head] of queues.values()) if (head) post(head);
  };
  const taken = (number: string, completed: boolean) => {
    const queue = queues.get(number) ?? [];
    const offer = queue.shift();
    if (!offer) return;
    set(offer.message.id, completed ? "taken" : "taken-part");
    const [next] = queue;
    if (next) post(next);
  };
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== "object" || data === null || !("type" in data)) return;
    if (data.type === "ready") postHeads();
    if (data.type !== "taken" || !("number" in data)) return;
    const head = queues.get(String(data.number))?.[0];
    // An answer to an offer that was repeated meanwhile.
    if ("id" in data && data.id !== undefined && data.id !== head?.message.id) return;
    taken(String(data.number), "completed" in data && data.completed === true);
  });
  setInterval(postHeads, REPEAT_MS);

  return {
    automatic: false,
    give(number, message, open) {
      if ((states.get(message.id) ?? "here") !== "here" && !open) return;
      const queue = queues.get(number) ?? [];
      queues.set(number, queue);
      if (!queue.some((offer) => offer.message.id === message.id)) queue.push({ number, message });
      set(message.id, "offered");
      const [head] = queue;
      if (head) post(head);
      if (!open) return;
      setTimeout(() => {
        if (states.get(message.id) === "offered") window.open("/", "_blank", "noopener");
      }, OPEN_AFTER_MS);
    },
    watch(message, changed) {
      watchers.set(message.id, changed);
      changed(states.get(message.id) ?? "here");
    },
  };
}
