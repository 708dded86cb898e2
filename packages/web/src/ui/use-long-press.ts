import { type PointerEvent, useRef } from "react";
import type { Place } from "./layers.ts";

const holdTime = 450;
const slack = 10;

export interface LongPress {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
  readonly onClickCapture: (event: { preventDefault(): void; stopPropagation(): void }) => void;
}

/** A finger held still for a moment; the click that would follow is swallowed. */
export function useLongPress(held: (place: Place) => void): LongPress {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = useRef<Place>({ x: 0, y: 0 });
  const fired = useRef(false);
  const cancel = (): void => clearTimeout(timer.current);
  return {
    onPointerDown(event) {
      fired.current = false;
      if (event.pointerType === "mouse") return;
      const place = { x: event.clientX, y: event.clientY };
      start.current = place;
      timer.current = setTimeout(() => {
        fired.current = true;
        navigator.vibrate?.(10);
        held(place);
      }, holdTime);
    },
    onPointerMove(event) {
      const moved = Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y);
      if (moved > slack) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
    onClickCapture(event) {
      if (!fired.current) return;
      fired.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
