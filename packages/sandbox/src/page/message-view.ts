import { h } from "@culver/pages/dom";
import type { HandsetMessage } from "../handsets.ts";
import { formatNumber } from "../number-range.ts";
import { copyButton } from "./copy-button.ts";
import { dataView } from "./data-view.ts";
import type { HandOver } from "./hand-over.ts";
import { textBody } from "./text-body.ts";

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const dayAndClock = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

function time(iso: string): HTMLElement {
  const at = new Date(iso);
  const today = at.toDateString() === new Date().toDateString();
  return h("time", { datetime: iso }, (today ? clock : dayAndClock).format(at));
}

function codeRow(code: string): HTMLElement {
  const digits = { class: "code-digits figures", "aria-label": `Code ${[...code].join(" ")}` };
  return h(
    "div",
    { class: "code" },
    h("span", digits, code),
    copyButton(code, "Copy", "code-copy", "Copy code"),
  );
}

/** One bubble; a one-time code and a binary message have a button of their own. `fresh` ones slide in. */
export function messageView(
  number: string,
  message: HandsetMessage,
  handOver: HandOver,
  fresh: boolean,
): HTMLElement {
  const received = message.direction === "received";
  const other = formatNumber(received ? message.from : message.to) || "no sender";
  const bubble = h("div", { class: "bubble" });
  if (message.data) bubble.append(dataView(number, message, handOver));
  else bubble.append(textBody(message.text, message.code));
  if (message.code) bubble.append(codeRow(message.code));
  const parts = message.parts > 1 && !message.data ? ` · ${message.parts}\u00a0parts` : "";
  const waiting = message.waiting ? " · waiting for a gateway" : "";
  return h(
    "li",
    { class: `message ${message.direction}${fresh ? " fresh" : ""}` },
    bubble,
    h(
      "p",
      { class: "message-meta" },
      `${received ? "From" : "To"} `,
      h("bdi", {}, other),
      " · ",
      time(message.at),
      parts,
      waiting,
    ),
  );
}
