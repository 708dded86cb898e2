import type { EventPlace } from "./event-store.ts";

export interface PickLimits {
  readonly events: number;
  readonly bytes: number;
}

export interface Pick {
  readonly chosen: readonly EventPlace[];
  /** Too old to be tried. */
  readonly expired: readonly number[];
  /** Whether there is more of what could be delivered at once. */
  readonly hasMore: boolean;
}

/**
 * What goes into the next body: the oldest events, but none that is under way, put aside, or of a conversation that is
 * under way, as long as they fit.
 */
export function pickEvents(
  places: readonly EventPlace[],
  busy: ReadonlyMap<number, string | null>,
  aside: ReadonlySet<number>,
  limits: PickLimits,
  now: number,
): Pick {
  const conversations = new Set(busy.values());
  conversations.delete(null);
  const chosen: EventPlace[] = [];
  const expired: number[] = [];
  let bytes = 0;
  for (const place of places) {
    const { seq, conversation, size } = place;
    if (busy.has(seq)) continue;
    if (place.expires_at <= now) expired.push(seq);
    else if (!aside.has(seq) && !conversations.has(conversation)) {
      const isFull = chosen.length === limits.events || (chosen.length > 0 && bytes + size > limits.bytes);
      if (isFull) return { chosen, expired, hasMore: true };
      chosen.push(place);
      bytes += size;
    }
  }
  return { chosen, expired, hasMore: false };
}
