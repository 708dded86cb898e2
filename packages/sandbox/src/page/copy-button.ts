import { h } from "@culver/pages/dom";
import { icon } from "./icons.ts";

/** A button that copies `value` and says so for a moment. */
export function copyButton(
  value: string,
  label: string,
  className: string,
  title = label,
): HTMLButtonElement {
  const words = h("span", {}, label);
  const button = h(
    "button",
    { type: "button", class: className, title, "aria-label": title },
    icon("copy", 16),
    words,
  );
  let timer = 0;
  button.addEventListener("click", async () => {
    const copied = await copy(value);
    button.firstElementChild?.replaceWith(icon(copied ? "check" : "copy", 16));
    words.textContent = copied ? "Copied" : "Select and copy it";
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      button.firstElementChild?.replaceWith(icon("copy", 16));
      words.textContent = label;
    }, 1600);
  });
  return button;
}

/** The clipboard interface is missing over plain HTTP off localhost. */
async function copy(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return false;
  }
}
