import type { SmsPurpose } from "../gateway/message.ts";
import type { Segment } from "../text/index.ts";
import type { MessageContent } from "./content.ts";
import type { Progress } from "./progress.ts";

/** A message that is not finished, in memory. */
export interface QueuedMessage {
  readonly seq: number;
  readonly id: string;
  readonly purpose: SmsPurpose;
  readonly createdAt: number;
  /** By its sender's wish; `deadlineOf` counts. */
  readonly validUntil: number;
  readonly phoneHash: Uint8Array;
  readonly content: MessageContent;
  readonly progress: Progress;
  /** Number of its next event. */
  nextEvent: number;
  /**
   * `routing`: a carrier is being chosen. `ready`: waits for room on one. `waiting`: for a time. `stalled`: for any
   * carrier. `submitting`: at the carrier. `awaiting`: receipts. `done`: finished.
   */
  stage: "routing" | "ready" | "waiting" | "stalled" | "submitting" | "awaiting" | "done";
  /** Its carrier while `ready` or `submitting`. */
  carrier: string | undefined;
  /** Why that one. */
  why: string;
  /** While `awaiting`: when its receipts must have come, milliseconds since 1970. */
  dueAt: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** The encoding last made, with the options it was made with. */
  encoded: { readonly options: object; readonly segments: readonly Segment[] } | undefined;
}

/** Until when it is tried, milliseconds since 1970: the time for which the rules held it back does not count. */
export const deadlineOf = ({ validUntil, progress }: QueuedMessage): number => validUntil + progress.heldMs;

/** The 16-bit number that names it to carriers; the same for every try. */
export const referenceOf = ({ seq }: Pick<QueuedMessage, "seq">): number => seq % 65_536;
