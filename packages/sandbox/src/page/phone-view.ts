import type { HandsetMessage } from "../handsets.ts";
import { formatNumber } from "../number-range.ts";
import { createComposer } from "./composer.ts";
import { copyButton } from "./copy-button.ts";
import { h } from "./dom.ts";
import { icon } from "./icons.ts";
import { messageView } from "./message-view.ts";

export interface Phone {
  readonly number: string;
  readonly element: HTMLElement;
  /** Shows these instead of what is shown; does nothing when they are the same. */
  show(messages: readonly HandsetMessage[]): void;
  receive(message: HandsetMessage): void;
  focus(): void;
}

/** One virtual phone: its number, its texts, and a composer. */
export function createPhone(number: string): Phone {
  const display = formatNumber(number);
  const ground = Number(number.slice(-3)) % 8;
  const composer = createComposer(number);
  const list = h("ol", {
    class: "messages",
    role: "log",
    "aria-label": `Texts on ${display}`,
    tabindex: "0",
  });
  const empty = h("p", { class: "nothing" }, "Nothing yet. Texts to this number show up here.");
  const screen = h("div", { class: "screen" });
  const element = h("section", { class: "phone", "aria-label": `Handset ${display}` }, screen);
  screen.append(
    h("div", { class: "speaker", "aria-hidden": "true" }),
    h(
      "header",
      { class: "phone-head" },
      h("span", { class: `avatar ground-${ground}`, "aria-hidden": "true" }, icon("phone")),
      h(
        "div",
        { class: "phone-title" },
        h("h2", { class: "figures" }, display),
        h("p", { class: "sms-label" }, "SMS, not encrypted"),
      ),
      copyButton(number, "Copy", "number-copy", "Copy this number"),
    ),
    empty,
    list,
    composer.element,
  );

  let shown: readonly number[] = [];
  let atEnd = true;
  const keepAtEnd = () => {
    if (atEnd) list.scrollTop = list.scrollHeight;
  };
  list.addEventListener("scroll", () => {
    atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  });
  // The composer grew, or the phone was hidden until now.
  new ResizeObserver(keepAtEnd).observe(list);
  const append = (message: HandsetMessage, fresh: boolean) => {
    list.append(messageView(message, fresh));
    shown = [...shown, message.id];
    empty.hidden = true;
    if (message.direction === "received") composer.suggest(message.from);
  };
  list.hidden = true;
  return {
    number,
    element,
    show(messages) {
      if (messages.map(({ id }) => id).join() === shown.join()) return;
      list.replaceChildren();
      shown = [];
      for (const message of messages) append(message, false);
      list.hidden = messages.length === 0;
      empty.hidden = messages.length > 0;
      atEnd = true;
      requestAnimationFrame(keepAtEnd);
    },
    receive(message) {
      if (shown.includes(message.id)) return;
      list.hidden = false;
      append(message, true);
      keepAtEnd();
    },
    focus: () => composer.focus(),
  };
}
