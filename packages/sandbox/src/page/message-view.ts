import type { HandsetMessage } from "../handsets.ts";
import { formatNumber } from "../number-range.ts";
import { copyButton } from "./copy-button.ts";
import { h } from "./dom.ts";

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

/** The text with the code marked wherever it stands. */
function body(text: string, code: string | undefined): HTMLElement {
  const paragraph = h("p", { class: "text", dir: "auto" });
  if (!code) paragraph.append(text);
  else {
    for (const [index, piece] of text.split(code).entries()) {
      if (index > 0) paragraph.append(h("mark", { class: "figures" }, code));
      paragraph.append(piece);
    }
  }
  return paragraph;
}

/** One bubble; a one-time code has a button of its own. `fresh` ones slide in. */
export function messageView(message: HandsetMessage, fresh: boolean): HTMLElement {
  const received = message.direction === "received";
  const other = formatNumber(received ? message.from : message.to);
  const bubble = h("div", { class: "bubble" }, body(message.text, message.code));
  if (message.code) {
    bubble.append(
      h(
        "div",
        { class: "code" },
        h(
          "span",
          { class: "code-digits figures", "aria-label": `Code ${[...message.code].join(" ")}` },
          message.code,
        ),
        copyButton(message.code, "Copy", "code-copy", "Copy code"),
      ),
    );
  }
  return h(
    "li",
    { class: `message ${message.direction}${fresh ? " fresh" : ""}` },
    bubble,
    h("p", { class: "message-meta" }, `${received ? "From" : "To"} ${other} · `, time(message.at)),
  );
}
