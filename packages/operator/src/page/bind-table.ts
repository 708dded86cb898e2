import { h } from "@culver/pages/dom";
import type { CarrierState } from "@culver/sms";
import { count, duration } from "./words.ts";

const STATUS = {
  bound: { tone: "good", word: "Bound" },
  connecting: { tone: "warn", word: "Connecting" },
  waiting: { tone: "bad", word: "Down" },
  closed: { tone: "bad", word: "Closed" },
} as const;

/** Every bind of a carrier, live. */
export function bindTable(binds: CarrierState["binds"], now: number): HTMLElement {
  const head = ["Bind", "State", "Window", "In flight", "Waiting", "Binds"].map((word) => h("th", {}, word));
  return h(
    "div",
    { class: "scroll" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...head)),
      h("tbody", {}, ...binds.map((bind) => row(bind, now))),
    ),
  );
}

function row(bind: CarrierState["binds"][number], now: number): HTMLElement {
  const { tone, word } = STATUS[bind.status];
  const since = `${word} for ${duration(now - bind.since)}`;
  const why = bind.status !== "bound" && bind.lastProblem !== undefined ? `: ${bind.lastProblem}` : "";
  return h(
    "tr",
    {},
    h("td", {}, `${bind.name.slice(bind.name.lastIndexOf("/") + 1)} · ${bind.kind}`),
    h("td", {}, h("span", { class: `state ${tone}` }, since + why)),
    h("td", {}, meter(bind.inFlight, bind.window)),
    h("td", { class: "figures" }, `${count(bind.inFlight)} of ${count(bind.window)}`),
    h("td", { class: "figures" }, count(bind.waiting)),
    h("td", { class: "figures" }, count(bind.binds)),
  );
}

function meter(value: number, most: number): HTMLElement {
  const share = most === 0 ? 0 : Math.min(1, value / most);
  const bar = h("div");
  bar.style.width = `${share * 100}%`;
  return h("div", { class: "meter", "aria-hidden": "true" }, bar);
}
