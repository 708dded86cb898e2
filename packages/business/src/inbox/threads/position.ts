import type { StoredMessage } from "../../model/index.ts";

/** Notes and events that have a place of their own behind one message. */
const STEP = 65_536;

/** A message's place in its thread's timeline. */
export const positionOf = ({ seq }: Pick<StoredMessage, "seq">): number => seq * STEP;

/** The engine's `before` that leaves messages before a place. */
export const seqBefore = (position: number): number => Math.ceil(position / STEP);

/** The engine's `after` that leaves messages after a place. */
export const seqAfter = (position: number): number => Math.floor(position / STEP);
