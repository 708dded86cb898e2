import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * Puts the caret where a change of the text wants it, in the same turn in which the field shows that text: a key
 * typed right after finds it there already.
 */
export function useCaret(
  area: RefObject<HTMLTextAreaElement | null>,
  text: string,
): (position: number) => void {
  const wanted = useRef<number>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text that is shown decides the moment.
  useLayoutEffect(() => {
    const position = wanted.current;
    if (position === undefined) return;
    wanted.current = undefined;
    area.current?.setSelectionRange(position, position);
  }, [area, text]);
  return (position) => {
    wanted.current = position;
  };
}
