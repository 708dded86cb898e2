import { h, uniqueId } from "@culver/pages/dom";
import type { BehaviourFields } from "./api.ts";
import { type Field, groups } from "./behaviour-fields.ts";

type Control = HTMLSelectElement | HTMLInputElement;

export interface BehaviourForm {
  readonly element: HTMLElement;
  show(behaviour: BehaviourFields, statuses: readonly string[]): void;
  /** What is set, for the JSON interface; empty fields are left out. */
  read(): BehaviourFields;
}

function controlOf(field: Field, id: string): Control {
  if (field.kind === "check") return h("input", { id, type: "checkbox" });
  if (field.kind === "number")
    return h("input", {
      id,
      class: "input figures",
      type: "number",
      min: "0",
      max: String(field.max),
      placeholder: field.placeholder,
    });
  if (field.kind === "text")
    return h("input", { id, class: "input figures", maxlength: "8", placeholder: field.placeholder });
  const options = field.kind === "choice" ? field.options : [];
  return h(
    "select",
    { id, class: "input" },
    ...options.map(([value, words]) => h("option", { value }, words)),
  );
}

/** The status names, once the carrier has said them. */
function fillStatuses(select: Control, statuses: readonly string[]): void {
  const words = (name: string) => name.replace("ESME_R", "").toLowerCase();
  select.replaceChildren(
    h("option", { value: "" }, "taken"),
    ...statuses.map((name) => h("option", { value: name }, `${words(name)}`)),
  );
}

function fieldValue(field: Field, control: Control): string | number | boolean | undefined {
  if (field.kind === "check") return control instanceof HTMLInputElement && control.checked;
  if (control.value === "") return undefined;
  return field.kind === "number" || field.name === "receiptCoding" ? Number(control.value) : control.value;
}

/** The fields of a behaviour, grouped. */
export function createBehaviourForm(): BehaviourForm {
  const controls = new Map<Field, Control>();
  const element = h(
    "div",
    { class: "behaviour-groups" },
    ...groups.map(({ title, fields }) =>
      h(
        "fieldset",
        { class: "behaviour-group" },
        h("legend", {}, title),
        ...fields.map((field) => {
          const id = uniqueId("behaviour");
          const control = controlOf(field, id);
          controls.set(field, control);
          return h("div", { class: "behaviour-field" }, h("label", { for: id }, field.label), control);
        }),
      ),
    ),
  );
  return {
    element,
    show(behaviour, statuses) {
      for (const [field, control] of controls) {
        if (field.kind === "status") fillStatuses(control, statuses);
        const value = behaviour[field.name];
        if (control instanceof HTMLInputElement && control.type === "checkbox")
          control.checked = value === true;
        else control.value = value === undefined ? "" : String(value);
      }
    },
    read() {
      const entries = [...controls].map(
        ([field, control]) => [field.name, fieldValue(field, control)] as const,
      );
      return Object.fromEntries(
        entries.filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined),
      );
    },
  };
}
