import { h } from "@culver/pages/dom";
import type { GatewayState } from "@culver/sms";
import { carrierCard } from "./carrier-card.ts";
import { overview } from "./overview.ts";
import { tracePanel } from "./trace-panel.ts";

const EVERY_MS = 2_000;
const TIMEOUT_MS = 5_000;

const root = document.getElementById("page");
const live = h("p", { class: "state warn", role: "status" }, "Loading");
const figures = h("dl", { class: "tiles" });
const carriers = h("section", { "aria-labelledby": "carriers" });
let before: GatewayState | undefined;

root?.append(
  h("header", {}, h("h1", {}, "SMS"), live),
  figures,
  carriers,
  tracePanel(),
  h(
    "p",
    { class: "meta" },
    "Also as ",
    h("a", { href: "/metrics" }, "metrics"),
    ", and in the terminal: culver sms routes.",
  ),
);
void refresh();
setInterval(refresh, EVERY_MS);
document.addEventListener("visibilitychange", refresh);

async function refresh(): Promise<void> {
  if (document.hidden) return;
  try {
    const response = await fetch("/operator/sms/state", { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(String(response.status));
    show((await response.json()) as GatewayState);
    setLive("good", "Live");
  } catch {
    setLive("bad", "Not answering; these are the last figures");
  }
}

function show(state: GatewayState): void {
  figures.replaceChildren(...overview(state, before));
  const cards = state.carriers.map((carrier) =>
    carrierCard(
      carrier,
      before?.carriers.find(({ name }) => name === carrier.name),
      state.at,
      before?.at,
    ),
  );
  const none = h("p", { class: "card empty" }, "No carrier is set up. Name one in CULVER_SMS_ROUTES.");
  carriers.replaceChildren(h("h2", { id: "carriers" }, "Carriers"), ...(cards.length === 0 ? [none] : cards));
  before = state;
}

function setLive(tone: string, words: string): void {
  if (live.textContent === words) return;
  live.className = `state ${tone}`;
  live.textContent = words;
}
