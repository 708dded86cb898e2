import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";

const largest = 6;
/** A finger drawn this far turns the page, or closes it. CSS pixels. */
const swipeReach = 70;

export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Zoom {
  readonly view: View;
  by(factor: number): void;
  toggle(): void;
  readonly handlers: {
    onPointerDown(event: PointerEvent): void;
    onPointerMove(event: PointerEvent): void;
    onPointerUp(event: PointerEvent): void;
    onPointerCancel(event: PointerEvent): void;
  };
}

export interface Turns {
  readonly previous: () => void;
  readonly next: () => void;
  readonly close: () => void;
}

const whole: View = { scale: 1, x: 0, y: 0 };

function distance(points: ReadonlyMap<number, { x: number; y: number }>): number {
  const [a, b] = [...points.values()];
  return a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y);
}

/** Enlarging by wheel, two fingers, keys or a double tap; drawing it about; at its own size a swipe turns or closes. */
export function useZoom(stage: RefObject<HTMLElement | null>, shown: string, turns: Turns): Zoom {
  const [view, setView] = useState(whole);
  const points = useRef(new Map<number, { x: number; y: number }>());
  const from = useRef<{ x: number; y: number; view: View; spread: number }>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each picture begins whole.
  useEffect(() => setView(whole), [shown]);

  const by = useCallback((factor: number): void => {
    setView((old) => {
      const scale = Math.min(largest, Math.max(1, old.scale * factor));
      const change = scale / old.scale;
      return scale === 1 ? whole : { scale, x: old.x * change, y: old.y * change };
    });
  }, []);
  useEffect(() => {
    const element = stage.current;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      by(Math.exp(-event.deltaY / 300));
    };
    // React listens passively, and a page below would scroll along.
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [stage, by]);

  const begin = (): void => {
    const [first] = points.current.values();
    if (first !== undefined) from.current = { ...first, view, spread: distance(points.current) };
  };
  const end = (event: PointerEvent, act: boolean): void => {
    const start = from.current;
    points.current.delete(event.pointerId);
    if (points.current.size > 0) {
      begin();
      return;
    }
    from.current = undefined;
    if (start === undefined || start.view.scale > 1 || view.scale > 1) return;
    setView(whole);
    const x = event.clientX - start.x;
    const y = event.clientY - start.y;
    if (!act || start.spread > 0) return;
    const sign = document.documentElement.dir === "rtl" ? -1 : 1;
    if (Math.abs(x) > Math.max(swipeReach, Math.abs(y))) (x * sign > 0 ? turns.previous : turns.next)();
    else if (y > swipeReach && y > Math.abs(x)) turns.close();
  };
  return {
    view,
    by,
    toggle: () => setView((old) => (old.scale > 1 ? whole : { scale: 2.5, x: 0, y: 0 })),
    handlers: {
      onPointerDown(event) {
        if (event.button !== 0 || (event.target as Element).closest("button, video") !== null) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        points.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
        begin();
      },
      onPointerMove(event) {
        const start = from.current;
        if (!points.current.has(event.pointerId) || start === undefined) return;
        points.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
        if (points.current.size > 1 && start.spread > 0) {
          const scale = Math.min(
            largest,
            Math.max(1, (start.view.scale * distance(points.current)) / start.spread),
          );
          setView({ ...start.view, scale });
          return;
        }
        setView({
          scale: start.view.scale,
          x: start.view.x + event.clientX - start.x,
          y: start.view.y + event.clientY - start.y,
        });
      },
      onPointerUp: (event) => end(event, true),
      onPointerCancel: (event) => end(event, false),
    },
  };
}
