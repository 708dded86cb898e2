import { h } from "@culver/pages/dom";
import type { GatewayState } from "@culver/sms";
import { count } from "./words.ts";

/** The figures of the whole gateway. */
export function overview(state: GatewayState, before: GatewayState | undefined): HTMLElement[] {
  const { counters, queue, carriers } = state;
  const uncertain = carriers.reduce((sum, { counters }) => sum + counters.uncertainResubmissions, 0);
  const elapsed = before === undefined ? 0 : (state.at - before.at) / 1000;
  const rate = before === undefined || elapsed <= 0 ? 0 : (counters.sent - before.counters.sent) / elapsed;
  return [
    tile("Not at an end", count(queue.unfinished)),
    tile("Sent per second", count(rate)),
    tile("Delivered", count(counters.delivered)),
    tile("Failed", count(counters.failed)),
    tile("Tried again", count(counters.retries)),
    tile("Perhaps twice", count(uncertain)),
  ];
}

function tile(label: string, value: string): HTMLElement {
  return h("div", { class: "tile card" }, h("dt", {}, label), h("dd", { class: "figures" }, value));
}
