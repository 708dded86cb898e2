import { h, uniqueId } from "@culver/pages/dom";
import { countSegments } from "@culver/sms/text";
import { formatNumber } from "../number-range.ts";
import { RequestError, sendText } from "./api.ts";
import { icon } from "./icons.ts";

/** Grows a field with its text, where the browser does not do that by itself (`field-sizing`). */
function growToText(field: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "";
  if (field.scrollHeight > field.clientHeight) field.style.height = `${field.scrollHeight}px`;
}

export interface Composer {
  readonly element: HTMLElement;
  /** Suggests whom to answer, until somebody types another. */
  suggest(recipient: string): void;
  focus(): void;
}

/** Where a handset writes: whom to, what, and what it costs in parts. */
export function createComposer(number: string): Composer {
  const toId = uniqueId("to");
  const textId = uniqueId("text");
  const to = h("input", {
    id: toId,
    class: "composer-to",
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "number or name",
  });
  const text = h("textarea", {
    id: textId,
    class: "composer-text",
    rows: "1",
    maxlength: "2000",
    placeholder: "Text message",
    "aria-label": "Text message",
  });
  const send = h(
    "button",
    { type: "submit", class: "composer-send", "aria-label": "Send", title: "Send" },
    icon("send"),
  );
  const hint = h("p", { class: "composer-hint", "aria-live": "polite" });
  const form = h(
    "form",
    { class: "composer", novalidate: true },
    h("div", { class: "composer-line" }, h("label", { for: toId }, "To"), to),
    h("div", { class: "composer-field" }, text, send),
    hint,
  );

  let busy = false;
  let typed = false;
  const refresh = () => {
    send.disabled = busy || to.value.trim() === "" || text.value === "";
    const { segments, remaining } = countSegments(text.value);
    const worthSaying = segments > 1 || remaining < 20;
    hint.className = "composer-hint";
    hint.textContent = worthSaying ? `${segments} SMS, ${remaining} left in the last` : "";
    growToText(text);
  };
  const submit = async () => {
    if (busy || to.value.trim() === "" || text.value === "") return;
    busy = true;
    refresh();
    let problem = "";
    try {
      await sendText(number, to.value.trim(), text.value);
      text.value = "";
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      problem = error.message;
    } finally {
      busy = false;
      refresh();
    }
    if (problem) {
      hint.className = "composer-hint error-text";
      hint.textContent = problem;
    }
    text.focus();
  };
  to.addEventListener("input", () => {
    typed = to.value !== "";
  });
  form.addEventListener("input", refresh);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  send.disabled = true;

  return {
    element: form,
    suggest(recipient) {
      if (!typed) to.value = formatNumber(recipient);
      refresh();
    },
    focus: () => (to.value === "" ? to : text).focus(),
  };
}
