import { h } from "@culver/pages/dom";
import type { MessageTrace } from "@culver/sms";
import { count } from "./words.ts";

/** Asks for the way of one message, by its id or its reference. */
export function tracePanel(): HTMLElement {
  const input = h("input", {
    class: "input",
    id: "trace-id",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Id or reference",
  });
  const found = h("div", { "aria-live": "polite" });
  const form = h(
    "form",
    { class: "ask" },
    h("label", { class: "visually-hidden", for: "trace-id" }, "Id or reference of a message"),
    input,
    h("button", { class: "button", type: "submit" }, "Trace"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void ask(input.value.trim(), found);
  });
  return h("section", {}, h("h2", {}, "The way of a message"), form, found);
}

async function ask(asked: string, found: HTMLElement): Promise<void> {
  if (asked === "") return;
  const reference = /^\d{1,5}$/.test(asked) && Number(asked) <= 65_535;
  try {
    const response = await fetch("/operator/sms/trace", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(reference ? { reference: Number(asked) } : { id: asked }),
    });
    if (!response.ok) throw new Error(String(response.status));
    const { traces } = (await response.json()) as { traces: MessageTrace[] };
    const none = h("p", { class: "card empty" }, "No message of that name, or it is too long ago.");
    found.replaceChildren(...(traces.length === 0 ? [none] : traces.map(traceCard)));
  } catch {
    found.replaceChildren(h("p", { class: "error-text" }, "The server did not answer. Try again."));
  }
}

function traceCard(trace: MessageTrace): HTMLElement {
  const parts = `${count(trace.parts)} ${trace.parts === 1 ? "part" : "parts"}`;
  return h(
    "article",
    { class: "trace card" },
    h("p", { class: "meta" }, `${trace.id} · ${trace.purpose} · ${parts} · ${trace.state}`),
    h("ol", { class: "steps" }, ...trace.events.map((event) => step(event, trace.queuedAt))),
  );
}

function step(event: MessageTrace["events"][number], from: number): HTMLElement {
  const time = new Date(event.at).toLocaleTimeString(undefined, { hour12: false });
  const part = event.part === undefined ? "" : `part ${event.part + 1}: `;
  const where = event.carrier === undefined ? "" : ` · ${event.carrier}`;
  return h(
    "li",
    {},
    h("span", { class: "figures", title: `${event.at - from} ms after it came` }, time),
    h("span", { class: "what" }, event.kind),
    h("span", { class: "words" }, part + event.words + where),
  );
}
