import { h } from "@culver/pages/dom";
import { formatNumber } from "../number-range.ts";

export interface Tabs {
  readonly element: HTMLElement;
  add(number: string): void;
  select(number: string): void;
  /** Marks a handset that has texts not looked at. */
  mark(number: string): void;
}

/** On a narrow screen one handset shows at a time; these choose which. */
export function createTabs(chosen: (number: string) => void): Tabs {
  const element = h("nav", { class: "tabs", "aria-label": "Handsets" });
  const buttons = new Map<string, HTMLButtonElement>();
  return {
    element,
    add(number) {
      const button = h(
        "button",
        { type: "button", class: "tab figures" },
        formatNumber(number).replace("+44 ", "0"),
      );
      button.addEventListener("click", () => chosen(number));
      buttons.set(number, button);
      element.prepend(button);
    },
    select(number) {
      for (const [other, button] of buttons) {
        if (other === number) {
          button.setAttribute("aria-current", "true");
          delete button.dataset.unseen;
          button.scrollIntoView({ block: "nearest", inline: "nearest" });
        } else button.removeAttribute("aria-current");
      }
    },
    mark(number) {
      const button = buttons.get(number);
      if (button && !button.hasAttribute("aria-current")) button.dataset.unseen = "";
    },
  };
}
