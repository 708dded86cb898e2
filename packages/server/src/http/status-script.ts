import { bytes, count, duration, ENGINE_NAMES, ROUTE_STATES } from "./status-words.ts";

/** Asks for /status.json every few seconds and writes what changed. Text nodes only: no markup from data. */
export const STATUS_SCRIPT = `
const ENGINE_NAMES = ${JSON.stringify(ENGINE_NAMES)};
const ROUTE_STATES = ${JSON.stringify(ROUTE_STATES)};
const duration = ${String(duration)};
const count = ${String(count)};
const bytes = ${String(bytes)};
const byId = (id) => document.getElementById(id);
const span = (className, ...content) => {
  const element = document.createElement("span");
  element.className = className;
  element.append(...content);
  return element;
};
const dot = () => {
  const element = span("dot");
  element.setAttribute("aria-hidden", "true");
  return element;
};
function setState(tone, word) {
  const state = byId("state");
  if (state.lastElementChild.textContent === word) return;
  state.className = "state " + tone;
  state.lastElementChild.textContent = word;
}
function row(route, now) {
  const { word, tone } = ROUTE_STATES[route.state];
  const item = document.createElement("li");
  item.append(
    span("name", route.name),
    span("state " + tone, dot(), word + " for " + duration(now - route.since)),
    span("meta figures", count(route.sent) + " sent · " + count(route.waiting) + " waiting"),
  );
  return item;
}
function show(status) {
  byId("uptime").textContent = duration(status.now - status.startedAt);
  byId("sessions").textContent = count(status.sessions);
  byId("messages").textContent = count(status.messagesAccepted);
  byId("mailbox").textContent = count(status.mailboxRows);
  byId("memory").textContent = bytes(status.residentBytes);
  byId("database").textContent = ENGINE_NAMES[status.database];
  if (status.routes.length > 0) byId("routes").replaceChildren(...status.routes.map((r) => row(r, status.now)));
  setState(status.draining ? "warn" : "good", status.draining ? "Shutting down" : "Running");
  byId("fresh").textContent = "Up to date.";
}
async function refresh() {
  if (document.hidden) return;
  try {
    const response = await fetch("/status.json", { signal: AbortSignal.timeout(4000) });
    if (!response.ok) throw new Error(String(response.status));
    show(await response.json());
  } catch {
    setState("bad", "Not answering");
    byId("fresh").textContent = "These are the last figures.";
  }
}
setInterval(refresh, 5000);
document.addEventListener("visibilitychange", refresh);
`;
