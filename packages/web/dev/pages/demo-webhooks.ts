import type { WebhooksView, WebhookView } from "@culver/business/inbox-api";
import type { AttemptView } from "../../src/inbox-pages/api.ts";
import type { Handler } from "./handler.ts";

const minute = 60_000;
const shop = "https://hooks.riverside-bakery.example/culver";
const desk = "https://helpdesk.example/api/webhooks/whatsapp-compatible/receiver";
const refused = "The receiver answered 503.";
const page = 20;

type Event = WebhookView & { readonly target: string };

function initial(now: number): Event[] {
  const fields = ["messages", "messages", "message_template_status_update"];
  return Array.from({ length: 64 }, (_, index): Event => {
    const isDead = index % 9 === 4;
    const isDone = !isDead && index % 3 !== 0;
    const toDesk = index % 3 === 0;
    return {
      seq: 4_180 - index,
      target: toDesk ? "t2" : "t1",
      receiver: toDesk ? desk : shop,
      field: fields[index % fields.length] ?? "messages",
      size: 600 + ((index * 379) % 4_000),
      state: isDead ? "dead" : isDone ? "delivered" : "waiting",
      createdAt: now - index * 6 * minute - 9_000,
      attempts: isDone ? 1 : isDead ? 14 : index % 7,
      ...(!isDone && !isDead && { dueAt: now + (index + 1) * 40_000 }),
      ...(!isDone && index % 7 > 0 && { failure: refused }),
    };
  });
}

function attemptsOf({ attempts, state, createdAt }: Event): AttemptView[] {
  return Array.from({ length: attempts }, (_, index): AttemptView => {
    const n = attempts - index;
    const taken = state === "delivered" && index === 0;
    return {
      n,
      at: createdAt + n * minute,
      latencyMs: 40 + n * 13,
      status: taken ? 200 : 503,
      ...(!taken && { failure: refused }),
    };
  });
}

/** Events for two receivers, one of which fails. */
export function demoWebhooks(): Handler {
  let events = initial(Date.now());
  const view = (query: URLSearchParams): WebhooksView => {
    const before = Number(query.get("before") ?? Number.POSITIVE_INFINITY);
    const target = query.get("target");
    const wanted = events.filter(
      (event) =>
        event.state === query.get("state") &&
        event.seq < before &&
        (target === null || event.target === target),
    );
    const shown = wanted.slice(0, page);
    const waiting = events.filter(({ state }) => state === "waiting");
    const last = shown.at(-1);
    return {
      entries: shown.map(({ target: _, ...entry }) => entry),
      waiting: waiting.length,
      dead: events.filter(({ state }) => state === "dead").length,
      oldestAgeMs: Math.max(0, ...waiting.map(({ createdAt }) => Date.now() - createdAt)),
      targets: [
        { target: "t1", receiver: shop, failures: 0, inFlight: 2 },
        { target: "t2", receiver: desk, failures: 6, nextTryAt: Date.now() + 95_000, inFlight: 0 },
      ],
      ...(wanted.length > page && last !== undefined && { next: last.seq }),
    };
  };
  return ({ path, query, body }) => {
    if (path === "/webhooks") return view(query);
    const [, , name] = path.split("/");
    if (!path.startsWith("/webhooks/") || name === undefined) return undefined;
    if (path.endsWith("/attempts")) {
      const event = events.find(({ seq }) => seq === Number(name));
      return event === undefined ? undefined : { attempts: attemptsOf(event) };
    }
    const { seqs } = body as { readonly seqs: readonly number[] };
    const act = (event: Event): Event[] => {
      if (!seqs.includes(event.seq)) return [event];
      if (name === "delete") return [];
      const { failure: _, ...rest } = event;
      return name === "replay"
        ? [{ ...rest, state: "waiting", attempts: 0, dueAt: Date.now() }]
        : [{ ...event, state: "dead" }];
    };
    events = events.flatMap(act);
    return { seqs };
  };
}
