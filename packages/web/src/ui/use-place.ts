import { type RefObject, useLayoutEffect } from "react";
import type { Place } from "./layers.ts";

const margin = 8;

/** Puts a floating box at a point, moved as little as it takes to fit on the page. */
export function usePlace(box: RefObject<HTMLElement | null>, place: Place): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const { offsetWidth: width, offsetHeight: height } = element;
    const within = (wanted: number, size: number, room: number): number =>
      Math.max(margin, Math.min(wanted, room - size - margin));
    const rtl = getComputedStyle(element).direction === "rtl";
    const below = place.y + height + margin <= window.innerHeight || place.y < height + margin;
    element.style.left = `${within(rtl ? place.x - width : place.x, width, window.innerWidth)}px`;
    element.style.top = `${within(below ? place.y : place.y - height, height, window.innerHeight)}px`;
  }, [box, place]);
}
