import { h, uniqueId } from "@culver/pages/dom";
import { formatNumber, nextFreeNumber } from "../number-range.ts";
import { addHandset, RequestError } from "./api.ts";

export interface AddDialog {
  readonly element: HTMLDialogElement;
  /** Opens with the next number that `taken` lacks. */
  open(taken: ReadonlySet<string>): void;
}

/** Asks for the number of a new handset. `added` gets it in E.164 once it exists. */
export function createAddDialog(added: (number: string) => void): AddDialog {
  const id = uniqueId("number");
  const hintId = uniqueId("hint");
  const input = h("input", {
    id,
    class: "input figures",
    type: "tel",
    autocomplete: "off",
    "aria-describedby": hintId,
  });
  const hint = h("p", { id: hintId, class: "hint", "aria-live": "polite" });
  const titleId = uniqueId("title");
  const cancel = h("button", { type: "button", class: "button quiet" }, "Cancel");
  const form = h(
    "form",
    { method: "dialog", novalidate: true },
    h("h2", { id: titleId, class: "dialog-title" }, "Add a handset"),
    h("div", { class: "field" }, h("label", { for: id }, "Number"), input, hint),
    h("div", { class: "dialog-actions" }, cancel, h("button", { class: "button primary" }, "Add")),
  );
  const element = h("dialog", { class: "dialog card", "aria-labelledby": titleId }, form);
  const say = (words: string, problem: boolean) => {
    hint.textContent = words;
    hint.className = problem ? "error-text" : "hint";
    input.setAttribute("aria-invalid", String(problem));
  };
  cancel.addEventListener("click", () => element.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const number = await addHandset(input.value);
      element.close();
      added(number);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      say(error.message, true);
      input.focus();
    }
  });
  return {
    element,
    open(taken) {
      input.value = formatNumber(nextFreeNumber(taken) ?? "+44 7700 900");
      say("Any number from +44 7700 900000 to 900999. No real phone has one.", false);
      element.showModal();
      input.focus();
      input.select();
    },
  };
}
