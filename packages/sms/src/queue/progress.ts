import type { MessageState } from "../receipts/receipt-states.ts";
import type { TextOptions } from "../text/index.ts";
import type { MessageEvent } from "./events.ts";

/** How far one part has come. */
export interface PartProgress {
  /** `submitted`: given to a carrier that has not answered. `accepted`: it has, and its receipt is awaited. */
  state: "new" | "submitted" | "accepted" | "delivered" | "failed";
  carrier: string | undefined;
  /** The carrier's id, once accepted. */
  answer: string | undefined;
  submittedAt: number;
  /** It may be with a carrier twice. */
  uncertain: boolean;
  /** One submission carried it with other parts: one receipt means all that have its answer. */
  together: boolean;
}

/** How far a message has come: what its events add up to. */
export interface Progress {
  /** Empty until it is first submitted. */
  parts: PartProgress[];
  options: TextOptions;
  /** Carriers that will never take it, or failed to deliver it; with `/voice` for voice calls. */
  readonly refusedBy: Set<string>;
  /** Failures in a row that may pass, by carrier. */
  readonly setbacks: Map<string, number>;
  /** Every part was accepted once. */
  sent: boolean;
  /** Why it failed last, for a person. */
  problem:
    | { readonly carrier: string | undefined; readonly code: string | undefined; readonly words: string }
    | undefined;
  voice: boolean;
  /** For how long the rules have held it back, milliseconds. */
  heldMs: number;
  /** Until when at last, milliseconds since 1970. */
  heldUntil: number;
}

export function newProgress(): Progress {
  return {
    parts: [],
    options: {},
    refusedBy: new Set(),
    setbacks: new Map(),
    sent: false,
    problem: undefined,
    voice: false,
    heldMs: 0,
    heldUntil: 0,
  };
}

const newPart = (): PartProgress => ({
  state: "new",
  carrier: undefined,
  answer: undefined,
  submittedAt: 0,
  uncertain: false,
  together: false,
});

/** Takes one event into account; the same from memory and from disk. */
export function applyEvent(progress: Progress, event: MessageEvent, at: number, words: ReceiptWords): void {
  switch (event.kind) {
    case "submitted": {
      if (progress.parts.length !== event.total) {
        progress.parts = Array.from({ length: event.total }, newPart);
      }
      progress.options = event.options;
      progress.voice = event.voice;
      for (const index of event.parts) {
        const part = progress.parts[index];
        if (!part) continue;
        part.uncertain ||= part.state === "submitted" || event.uncertain;
        part.state = "submitted";
        part.carrier = event.carrier;
        part.answer = undefined;
        part.together = false;
        part.submittedAt = at;
      }
      return;
    }
    case "answered":
      applyAnswers(progress, event);
      return;
    case "receipt": {
      const part = progress.parts[event.part];
      if (!part || part.state === "delivered") return;
      // A carrier that was given up may still say that it delivered; that it did not is old news.
      if (event.state !== "delivered" && part.carrier !== event.carrier) return;
      part.state = event.state === "delivered" ? "delivered" : "failed";
      if (part.state === "failed") {
        progress.problem = {
          carrier: event.carrier,
          code: event.code,
          words: words(event.state, event.code),
        };
        progress.refusedBy.add(event.carrier + (progress.voice ? "/voice" : ""));
      }
      return;
    }
    case "abandoned":
      progress.refusedBy.add(event.carrier + (progress.voice ? "/voice" : ""));
      for (const index of event.parts) {
        const part = progress.parts[index];
        if (part?.state !== "accepted") continue;
        part.state = "new";
        part.uncertain = true;
      }
      return;
    case "held":
      // It may have been looked at again before that was over.
      progress.heldMs += Math.max(0, event.until - Math.max(at, progress.heldUntil));
      progress.heldUntil = Math.max(progress.heldUntil, event.until);
      return;
    case "postponed":
    case "failed":
      return;
  }
}

/** What a receipt's state and code mean, for a person. */
export type ReceiptWords = (state: MessageState, code: string | undefined) => string;

function applyAnswers(
  progress: Progress,
  { carrier, outcomes }: Extract<MessageEvent, { kind: "answered" }>,
): void {
  let setback = false;
  for (const outcome of outcomes) {
    const part = progress.parts[outcome.part];
    if (!part || part.carrier !== carrier) continue;
    if (outcome.kind === "accepted") {
      part.answer = outcome.messageId;
      part.together = outcome.together === true;
      // Its receipt may have come first.
      if (part.state === "submitted") part.state = "accepted";
      continue;
    }
    const code = "code" in outcome ? outcome.code : undefined;
    progress.problem = { carrier, code, words: outcome.words };
    if (outcome.kind === "uncertain") continue;
    // What was uncertain before stays so: the refused copy says nothing about the first.
    if (part.state === "submitted") part.state = "new";
    if (outcome.kind === "permanent") progress.refusedBy.add(carrier + (progress.voice ? "/voice" : ""));
    else if (outcome.kind !== "throttled") setback = true;
  }
  if (setback) progress.setbacks.set(carrier, (progress.setbacks.get(carrier) ?? 0) + 1);
  progress.sent ||= progress.parts.length > 0 && progress.parts.every(isWithCarrier);
}

const isWithCarrier = ({ state }: PartProgress): boolean =>
  state === "accepted" || state === "delivered" || state === "failed";

/** Parts that are to be submitted, as indices: no answer, or its receipt said it failed. */
export function partsToSubmit({ parts }: Progress, total: number): number[] {
  const indices = Array.from({ length: total }, (_, index) => index);
  return indices.filter((index) => {
    const state = parts[index]?.state ?? "new";
    return state !== "accepted" && state !== "delivered";
  });
}

/** Whether anything of it may be with a carrier, so that it must be encoded the same way again. */
export const isBegun = ({ parts }: Progress): boolean =>
  parts.some(({ state, uncertain }) => state !== "new" || uncertain);

/** Parts that a carrier may have without having answered. */
export const isUncertain = ({ parts }: Progress): boolean =>
  parts.some(({ state, uncertain }) => state === "submitted" || (uncertain && state === "new"));

export const isDelivered = ({ parts }: Progress): boolean =>
  parts.length > 0 && parts.every(({ state }) => state === "delivered");

export const hasFailedPart = ({ parts }: Progress): boolean => parts.some(({ state }) => state === "failed");

/** Every part is with a carrier that accepted it. */
export const isAccepted = ({ parts }: Progress): boolean =>
  parts.length > 0 && parts.every(({ state }) => state === "accepted" || state === "delivered");
