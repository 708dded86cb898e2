import { h, uniqueId } from "@culver/pages/dom";
import { formatNumber } from "../number-range.ts";
import { type BehaviourState, flood, RequestError, readBehaviour, writeBehaviour } from "./api.ts";
import { createBehaviourForm } from "./behaviour-form.ts";

export interface BehaviourDialog {
  readonly element: HTMLDialogElement;
  /** Opens for the carrier at large; `numbers` are the handsets one may choose instead. */
  open(numbers: readonly string[]): Promise<void>;
}

const FLOOD = 500;

/** How the carrier behaves, for all handsets or for one; and a flood. */
export function createBehaviourDialog(): BehaviourDialog {
  const titleId = uniqueId("title");
  const whoId = uniqueId("who");
  const who = h("select", { id: whoId, class: "input figures" });
  const fields = createBehaviourForm();
  const hint = h("p", { class: "hint", role: "status" });
  const normal = h("button", { type: "button", class: "button quiet" }, "Back to normal");
  const close = h("button", { type: "button", class: "button quiet" }, "Close");
  const storm = h("button", { type: "button", class: "button quiet" }, `Send ${FLOOD} texts at once`);
  const form = h(
    "form",
    { method: "dialog", novalidate: true },
    h("h2", { id: titleId, class: "dialog-title" }, "How the carrier behaves"),
    h("div", { class: "behaviour-field" }, h("label", { for: whoId }, "For texts to"), who),
    fields.element,
    storm,
    hint,
    h("div", { class: "dialog-actions" }, normal, close, h("button", { class: "button primary" }, "Apply")),
  );
  const element = h("dialog", { class: "dialog card wide", "aria-labelledby": titleId }, form);
  let state: BehaviourState = { behaviour: {}, handsets: {}, statuses: [] };

  const say = (words: string, problem = false) => {
    hint.textContent = words;
    hint.className = problem ? "error-text" : "hint";
  };
  const show = () => fields.show(state.handsets[who.value] ?? state.behaviour, state.statuses);
  /** Runs a request, says how it went, and shows what holds now. */
  const attempt = async (work: () => Promise<string>) => {
    try {
      say(await work());
      state = await readBehaviour();
      show();
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      say(error.message, true);
    }
  };
  const put = (behaviour?: object) =>
    attempt(async () => {
      await writeBehaviour(who.value || undefined, behaviour);
      return behaviour ? "It behaves so from now on." : "All is normal.";
    });
  who.addEventListener("change", show);
  close.addEventListener("click", () => element.close());
  normal.addEventListener("click", () => void put());
  storm.addEventListener("click", () =>
    attempt(async () => {
      const from = who.value || [...who.options].at(-1)?.value || "";
      return `${await flood(from, "Culver", FLOOD)} of ${FLOOD} were taken at the first try.`;
    }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void put(fields.read());
  });
  return {
    element,
    async open(numbers) {
      who.replaceChildren(
        h("option", { value: "" }, "all handsets"),
        ...numbers.map((number) => h("option", { value: number }, formatNumber(number))),
      );
      storm.hidden = numbers.length === 0;
      element.showModal();
      await attempt(async () => "");
    },
  };
}
