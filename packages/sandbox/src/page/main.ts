import { h } from "@culver/pages/dom";
import { createAddDialog } from "./add-dialog.ts";
import { createBehaviourDialog } from "./behaviour-dialog.ts";
import { createEmptyState } from "./empty-state.ts";
import { followFeed } from "./feed.ts";
import { createHandOver } from "./hand-over.ts";
import { icon } from "./icons.ts";
import { createPhone, type Phone } from "./phone-view.ts";
import { createTabs } from "./tabs.ts";

const phones = new Map<string, Phone>();
const narrow = matchMedia("(max-width: 719px)");

const status = h("p", { class: "status", role: "status", "data-live": "false" }, "Connecting…");
const add = h(
  "button",
  { type: "button", class: "button primary", hidden: true },
  icon("plus"),
  "Add a handset",
);
const behaviour = h("button", { type: "button", class: "button", hidden: true }, icon("sliders"), "Carrier");
const handOver = createHandOver();
const automatic = h("input", { type: "checkbox" });
const automaticLabel = h(
  "label",
  { class: "toggle", hidden: true, title: "Binary SMS go to the app as they arrive" },
  automatic,
  "Hand over by itself",
);
const shelf = h("main", { class: "shelf" });
const tabs = createTabs(select);
const dialog = createAddDialog((number) => {
  const phone = phoneOf(number);
  select(number);
  phone.focus();
});
const carrier = createBehaviourDialog();
const empty = createEmptyState(open);

function open(): void {
  dialog.open(new Set(phones.keys()));
}

function select(number: string): void {
  for (const phone of phones.values())
    phone.element.toggleAttribute("data-selected", phone.number === number);
  tabs.select(number);
}

/** The phone of a number, put on the shelf in front of the others when it is new. */
function phoneOf(number: string): Phone {
  const known = phones.get(number);
  if (known) return known;
  const phone = createPhone(number, handOver);
  phones.set(number, phone);
  tabs.add(number);
  shelf.prepend(phone.element);
  if (phones.size === 1) select(number);
  arrange();
  return phone;
}

function arrange(): void {
  empty.hidden = phones.size > 0;
  shelf.hidden = phones.size === 0;
  add.hidden = phones.size === 0;
  behaviour.hidden = phones.size === 0;
  automaticLabel.hidden = phones.size === 0;
  tabs.element.hidden = phones.size < 2;
}

function clear(): void {
  for (const phone of phones.values()) phone.element.remove();
  phones.clear();
  tabs.element.replaceChildren();
}

add.addEventListener("click", open);
behaviour.addEventListener("click", () => void carrier.open([...phones.keys()]));
automatic.addEventListener("change", () => {
  handOver.automatic = automatic.checked;
  if (automatic.checked) for (const phone of phones.values()) phone.handOverAll();
});
document
  .getElementById("page")
  ?.append(
    h(
      "header",
      { class: "top" },
      h("div", { class: "top-title" }, h("h1", {}, "Handsets"), status),
      h("div", { class: "top-actions" }, automaticLabel, behaviour, add),
    ),
    tabs.element,
    shelf,
    empty,
    dialog.element,
    carrier.element,
  );
// Whether there are handsets is known with the first snapshot.
empty.hidden = true;
shelf.hidden = true;
tabs.element.hidden = true;

followFeed({
  snapshot(handsets) {
    const numbers = new Set(handsets.map(({ number }) => number));
    // The server has started anew, with other handsets.
    if ([...phones.keys()].some((number) => !numbers.has(number))) clear();
    for (const { number, on, messages } of handsets) {
      const phone = phoneOf(number);
      phone.show(messages);
      phone.switched(on);
    }
    arrange();
  },
  handset(number, on) {
    phoneOf(number).switched(on);
  },
  message(number, message) {
    const phone = phoneOf(number);
    phone.receive(message);
    if (narrow.matches && message.direction === "received") tabs.mark(number);
  },
  live(connected) {
    status.dataset.live = String(connected);
    status.textContent = connected ? "Live" : "Reconnecting…";
  },
});
