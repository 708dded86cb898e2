import { h } from "@culver/pages/dom";
import { icon } from "./icons.ts";

/** What shows while there is no handset: the one next thing to do. */
export function createEmptyState(add: () => void): HTMLElement {
  const button = h("button", { type: "button", class: "button primary" }, icon("plus"), "Add a handset");
  button.addEventListener("click", add);
  return h(
    "div",
    { class: "empty" },
    h("div", { class: "empty-art", "aria-hidden": "true" }, h("span"), h("span"), h("span")),
    h("h2", {}, "No handsets yet"),
    h(
      "p",
      { class: "meta" },
      "Add one and sign up with its number. The code arrives here, as it would on a phone.",
    ),
    button,
  );
}
