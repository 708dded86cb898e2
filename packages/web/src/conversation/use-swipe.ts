import { type RefObject, type TouchEvent, useRef } from "react";

const reach = 56;

export interface Swipe {
  readonly onTouchStart: (event: TouchEvent) => void;
  readonly onTouchMove: (event: TouchEvent) => void;
  readonly onTouchEnd: () => void;
  readonly onTouchCancel: () => void;
}

/** A finger drawn along the line of reading, far enough, and mostly sideways. */
export function useSwipe(row: RefObject<HTMLElement | null>, enabled: boolean, done: () => void): Swipe {
  const from = useRef<{ x: number; y: number } | undefined>(undefined);
  const distance = useRef(0);
  const shift = (pixels: number): void => {
    distance.current = pixels;
    row.current?.style.setProperty("transform", pixels === 0 ? "" : `translateX(${pixels}px)`);
  };
  const end = (): void => {
    if (Math.abs(distance.current) >= reach) done();
    from.current = undefined;
    shift(0);
  };
  return {
    onTouchStart(event) {
      const touch = event.touches[0];
      // A player's own slider is drawn sideways too.
      if ((event.target as Element).closest("audio, video") !== null) return;
      if (enabled && touch !== undefined && event.touches.length === 1)
        from.current = { x: touch.clientX, y: touch.clientY };
    },
    onTouchMove(event) {
      const touch = event.touches[0];
      if (from.current === undefined || touch === undefined) return;
      const sign = document.documentElement.dir === "rtl" ? -1 : 1;
      const x = (touch.clientX - from.current.x) * sign;
      const y = Math.abs(touch.clientY - from.current.y);
      if (distance.current === 0 && (y > 12 || x < 12)) {
        if (y > 12) from.current = undefined;
        return;
      }
      shift(Math.max(0, Math.min(reach + 16, x - 12)) * sign);
    },
    onTouchEnd: end,
    onTouchCancel: end,
  };
}
