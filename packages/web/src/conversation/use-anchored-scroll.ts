import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Anchor, type Box, isAtEnd, pickAnchor, restoredScrollTop } from "../lib/scroll-anchor.ts";

export interface AnchoredScroll {
  readonly atEnd: boolean;
  toEnd(smooth: boolean): void;
  /** Brings an element into the middle of the view. */
  toElement(element: HTMLElement): void;
  /** Puts a message where it stood when the chat was left. */
  toAnchor(anchor: Anchor): void;
  anchor(): Anchor | undefined;
}

/** What ends a movement to the end: that it has arrived, or that the reader takes hold. */
const stops = ["scrollend", "wheel", "touchstart", "pointerdown"] as const;

function* boxesOf(scroller: HTMLElement): Generator<Box> {
  const { top } = scroller.getBoundingClientRect();
  for (const element of scroller.querySelectorAll<HTMLElement>("[data-message]")) {
    const box = element.getBoundingClientRect();
    yield { id: element.dataset.message ?? "", top: box.top - top, bottom: box.bottom - top };
  }
}

function find(scroller: HTMLElement, id: string): HTMLElement | null {
  return scroller.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`);
}

/**
 * Keeps a scroller's content in place: at the end while it is there, else with the first visible message where it stands,
 * whatever is added, removed or resized around it. `content` is watched for size; `revision` changes with what is listed.
 */
export function useAnchoredScroll(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  revision: unknown,
): AnchoredScroll {
  const stuck = useRef(true);
  const held = useRef<Anchor>(undefined);
  /** On its way to the end, where it will be kept: what changes meanwhile neither stops it nor holds it where it just is. */
  const gliding = useRef(false);
  const [atEnd, setAtEnd] = useState(true);

  const note = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const end = isAtEnd(element);
    if (gliding.current && !end) return;
    gliding.current = false;
    stuck.current = end;
    held.current = stuck.current ? undefined : pickAnchor(boxesOf(element));
    setAtEnd(stuck.current);
  }, [scroller]);

  const settle = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    if (stuck.current) {
      element.scrollTop = element.scrollHeight;
      return;
    }
    const anchor = held.current;
    const found = anchor === undefined ? null : find(element, anchor.id);
    if (anchor === undefined || found === null) return;
    const top = found.getBoundingClientRect().top - element.getBoundingClientRect().top;
    const wanted = restoredScrollTop(element.scrollTop, anchor, top);
    if (Math.abs(wanted - element.scrollTop) >= 1) element.scrollTop = wanted;
  }, [scroller]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` stands for what the list shows.
  useLayoutEffect(() => {
    settle();
    note();
  }, [revision, settle, note]);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (element === null || inner === null) return;
    const observer = new ResizeObserver(settle);
    observer.observe(inner);
    observer.observe(element);
    const stay = (): void => {
      gliding.current = false;
      note();
    };
    element.addEventListener("scroll", note, { passive: true });
    for (const name of stops) element.addEventListener(name, stay, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", note);
      for (const name of stops) element.removeEventListener(name, stay);
    };
  }, [scroller, content, settle, note]);

  return {
    atEnd,
    toEnd(smooth) {
      const element = scroller.current;
      if (element === null) return;
      const far = element.scrollHeight - element.scrollTop > element.clientHeight * 3;
      const glides = smooth && !far && !isAtEnd(element);
      gliding.current = glides;
      if (glides) stuck.current = true;
      element.scrollTo({ top: element.scrollHeight, behavior: glides ? "smooth" : "auto" });
      note();
    },
    toElement(target) {
      const element = scroller.current;
      if (element === null) return;
      gliding.current = false;
      const { top, height } = target.getBoundingClientRect();
      const room = element.getBoundingClientRect();
      element.scrollTop += top - room.top - Math.max(48, (room.height - height) / 3);
      note();
    },
    toAnchor(anchor) {
      const element = scroller.current;
      const target = element === null ? null : find(element, anchor.id);
      if (element === null || target === null) return;
      gliding.current = false;
      element.scrollTop +=
        target.getBoundingClientRect().top - element.getBoundingClientRect().top - anchor.top;
      note();
    },
    anchor: () => held.current,
  };
}
