import { type RefObject, useLayoutEffect } from "react";

const sizesItself = CSS.supports("field-sizing", "content");

/** Lets a textarea grow with its text; up to where its style sets an end. */
export function useAutosize(area: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height.
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    if (sizesItself) {
      element.style.setProperty("field-sizing", "content");
      return;
    }
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [area, text]);
}
