/** The arithmetic that keeps what is being read in place while the list around it changes. All lengths in CSS pixels. */

export interface Box {
  readonly id: string;
  /** Distance from the top of the visible area; negative above it. */
  readonly top: number;
  readonly bottom: number;
}

export interface Anchor {
  readonly id: string;
  readonly top: number;
}

export interface Extent {
  readonly scrollTop: number;
  readonly clientHeight: number;
  readonly scrollHeight: number;
}

/** The first box that reaches into the visible area, where it stands. */
export function pickAnchor(boxes: Iterable<Box>): Anchor | undefined {
  for (const box of boxes) {
    if (box.bottom > 0) return { id: box.id, top: box.top };
  }
  return undefined;
}

/** Where to scroll so that an anchor, now found at `foundTop`, stands where it stood. */
export function restoredScrollTop(scrollTop: number, anchor: Anchor, foundTop: number): number {
  return scrollTop + foundTop - anchor.top;
}

export function distanceToEnd({ scrollTop, clientHeight, scrollHeight }: Extent): number {
  return Math.max(0, scrollHeight - clientHeight - scrollTop);
}

/** Close enough to the end that new messages should keep it there. */
export function isAtEnd(extent: Extent, slack = 32): boolean {
  return distanceToEnd(extent) <= slack;
}
