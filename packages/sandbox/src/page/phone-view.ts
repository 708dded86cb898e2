import { h } from "@culver/pages/dom";
import type { HandsetMessage } from "../handsets.ts";
import { formatNumber } from "../number-range.ts";
import { RequestError, switchHandset } from "./api.ts";
import { createComposer } from "./composer.ts";
import { copyButton } from "./copy-button.ts";
import type { HandOver } from "./hand-over.ts";
import { icon } from "./icons.ts";
import { messageView } from "./message-view.ts";

export interface Phone {
  readonly number: string;
  readonly element: HTMLElement;
  /** Shows these instead of what is shown; does nothing when they are the same. */
  show(messages: readonly HandsetMessage[]): void;
  /** A message that is new, or has changed. */
  receive(message: HandsetMessage): void;
  switched(on: boolean): void;
  /** Offers every binary message on it to the app. */
  handOverAll(): void;
  focus(): void;
}

/** The switch of a phone; what it does shows once the feed says so. */
function powerButton(number: string, display: string): HTMLButtonElement {
  const button = h(
    "button",
    {
      type: "button",
      class: "power",
      "aria-pressed": "true",
      "aria-label": `${display} is on`,
      title: "Switch off",
    },
    icon("power", 18),
  );
  button.addEventListener("click", async () => {
    try {
      await switchHandset(number, button.getAttribute("aria-pressed") !== "true");
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      button.title = error.message;
    }
  });
  return button;
}

/** One virtual phone: its number, its texts, and a composer. */
export function createPhone(number: string, handOver: HandOver): Phone {
  const display = formatNumber(number);
  const ground = Number(number.slice(-3)) % 8;
  const composer = createComposer(number);
  const power = powerButton(number, display);
  const list = h("ol", {
    class: "messages",
    role: "log",
    "aria-label": `Texts on ${display}`,
    tabindex: "0",
  });
  const empty = h("p", { class: "nothing" }, "Nothing yet. Texts to this number show up here.");
  const off = h("p", { class: "off-note", hidden: true }, "Switched off. Texts wait until it is on again.");
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
      power,
    ),
    empty,
    list,
    off,
    composer.element,
  );

  let shown = new Map<number, { message: HandsetMessage; view: HTMLElement }>();
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
    const view = messageView(number, message, handOver, fresh);
    const before = shown.get(message.id);
    const later = [...shown.values()].find((other) => other.message.at > message.at);
    if (before) before.view.replaceWith(view);
    else list.insertBefore(view, later?.view ?? null);
    shown.set(message.id, { message, view });
    empty.hidden = true;
    if (message.direction !== "received") return;
    if (message.data && handOver.automatic) handOver.give(number, message, false);
    if (!message.data) composer.suggest(message.from);
  };
  const keyOf = ({ id, waiting }: HandsetMessage) => `${id}${waiting ? "w" : ""}`;
  list.hidden = true;
  return {
    number,
    element,
    show(messages) {
      const present = [...shown.values()].map(({ message }) => keyOf(message)).join();
      if (messages.map(keyOf).join() === present) return;
      list.replaceChildren();
      shown = new Map();
      for (const message of messages) append(message, false);
      list.hidden = messages.length === 0;
      empty.hidden = messages.length > 0;
      atEnd = true;
      requestAnimationFrame(keepAtEnd);
    },
    receive(message) {
      const before = shown.get(message.id);
      if (before && keyOf(before.message) === keyOf(message)) return;
      list.hidden = false;
      append(message, !before);
      keepAtEnd();
    },
    switched(on) {
      element.toggleAttribute("data-off", !on);
      off.hidden = on;
      power.setAttribute("aria-pressed", String(on));
      power.setAttribute("aria-label", `${display} is ${on ? "on" : "off"}`);
      power.title = on ? "Switch off" : "Switch on";
      composer.element.inert = !on;
    },
    handOverAll() {
      for (const { message } of shown.values()) if (message.data) handOver.give(number, message, false);
    },
    focus: () => composer.focus(),
  };
}
