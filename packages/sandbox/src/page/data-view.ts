import { h } from "@culver/pages/dom";
import type { HandsetMessage } from "../handsets.ts";
import type { HandOver, HandOverState } from "./hand-over.ts";
import { icon } from "./icons.ts";

/** The port of Culver's encrypted SMS. */
const ENCRYPTED_SMS_PORT = 16274;

const words: Record<HandOverState, string> = {
  here: "",
  offered: "Waiting for the app…",
  taken: "The app has it.",
  "taken-part": "The app has it and waits for more.",
};

function title({ data, parts }: HandsetMessage): string {
  const kind = data?.port === ENCRYPTED_SMS_PORT ? "Encrypted SMS" : "Binary SMS";
  return `${kind}, ${parts} ${parts === 1 ? "part" : "parts"}`;
}

/** What a bubble shows of a binary SMS, and the button that hands it to the app. */
export function dataView(number: string, message: HandsetMessage, handOver: HandOver): HTMLElement {
  const octets = (message.data?.userData ?? []).reduce((sum, part) => sum + atob(part).length, 0);
  const port = message.data?.port;
  const meta = port === undefined ? `${octets} octets` : `For the app on port ${port}`;
  const give = h("button", { type: "button", class: "data-give" }, icon("share", 16), "Hand to the app");
  const note = h("p", { class: "data-note", role: "status" });
  give.addEventListener("click", () => handOver.give(number, message, true));
  handOver.watch(message, (state) => {
    note.textContent = words[state];
    give.hidden = state === "taken" || state === "taken-part";
  });
  return h(
    "div",
    { class: "data" },
    h("span", { class: "data-icon", "aria-hidden": "true" }, icon("lock")),
    h(
      "div",
      { class: "data-words" },
      h("p", { class: "data-title" }, title(message)),
      h("p", { class: "data-meta figures" }, meta),
    ),
    give,
    note,
  );
}
