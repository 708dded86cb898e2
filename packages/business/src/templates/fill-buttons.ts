import { GraphError } from "../graph/graph-error.ts";
import type { TemplateButtonKind, TemplateComponent, TemplateParameter } from "../messages/content.ts";
import type { TemplateButton } from "./definition.ts";
import type { RenderedButton } from "./rendered.ts";
import { replaceVariables, variablesOf } from "./variables.ts";

type ButtonComponent = Extract<TemplateComponent, { readonly kind: "button" }>;

/** What `sub_type` a button's component must have; a one-time code's is sent as a URL's (section 3). */
const SUB_TYPES: Readonly<Record<TemplateButton["type"], readonly TemplateButtonKind[]>> = {
  QUICK_REPLY: ["quick_reply"],
  URL: ["url"],
  PHONE_NUMBER: [],
  COPY_CODE: ["copy_code"],
  OTP: ["url", "copy_code"],
};

/**
 * The template's buttons with what the request's button components give them.
 * @throws GraphError 132012 for a component that fits no button, 131008 for one that is missing, 132008 for a URL that
 * is none any more.
 */
export function fillButtons(
  buttons: readonly TemplateButton[],
  components: readonly ButtonComponent[],
): RenderedButton[] {
  const given = new Map<number, readonly TemplateParameter[]>();
  for (const { index, subType, parameters } of components) {
    const button = buttons[index];
    if (!button || !SUB_TYPES[button.type].includes(subType) || given.has(index)) {
      throw new GraphError(132012, {
        details: `buttons: the template has no button of type ${subType} at index ${index}, or it is given twice`,
      });
    }
    given.set(index, parameters);
  }
  return buttons.map((button, index) => fillButton(button, index, given.get(index) ?? []));
}

function fillButton(
  button: TemplateButton,
  index: number,
  parameters: readonly TemplateParameter[],
): RenderedButton {
  const [parameter, ...more] = parameters;
  if (more.length > 0) {
    throw new GraphError(132000, { details: `buttons: Button at index ${index} takes one parameter` });
  }
  const { text } = button;
  switch (button.type) {
    case "QUICK_REPLY":
      // Some senders give the payload as a text.
      return { kind: "quick_reply", text, payload: valueIn(parameter, index, ["payload", "text"]) ?? text };
    case "PHONE_NUMBER":
      return { kind: "phone_number", text, phoneNumber: button.phone_number };
    case "COPY_CODE":
    case "OTP": {
      const code = valueIn(parameter, index, ["coupon_code", "text"]);
      if (!code) throw missing(index, button.type);
      return { kind: "copy_code", text, code };
    }
    case "URL":
      return { kind: "url", text, url: fillUrl(button.url, index, valueIn(parameter, index, ["text"])) };
  }
}

function fillUrl(pattern: string, index: number, value: string | undefined): string {
  if (variablesOf(pattern).length === 0) {
    if (value === undefined) return pattern;
    throw new GraphError(132000, {
      details: `buttons: Button at index ${index} of type Url takes no parameter`,
    });
  }
  if (!value) throw missing(index, "Url");
  const url = replaceVariables(pattern, () => value);
  if (/\s/.test(url) || !URL.canParse(url)) {
    throw new GraphError(132008, {
      details: `buttons: the URL of the button at index ${index} is not valid`,
    });
  }
  return url;
}

function valueIn(
  parameter: TemplateParameter | undefined,
  index: number,
  types: readonly TemplateParameter["type"][],
): string | undefined {
  if (parameter === undefined) return undefined;
  if (types.includes(parameter.type)) {
    if (parameter.type === "payload") return parameter.payload;
    if (parameter.type === "coupon_code") return parameter.code;
    if (parameter.type === "text") return parameter.text;
  }
  throw new GraphError(132012, {
    details: `buttons: Format mismatch at index ${index}, expected ${types[0]}, received ${parameter.type}`,
  });
}

const missing = (index: number, type: string): GraphError =>
  new GraphError(131008, {
    details: `buttons: Button at index ${index} of type ${type} requires a parameter`,
  });
