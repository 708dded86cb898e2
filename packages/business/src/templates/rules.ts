import { parsePhone } from "../graph/phone.ts";
import {
  type ComponentExample,
  type DefinedComponent,
  type ParameterFormat,
  partsOf,
  type TemplateButton,
  type TemplateDefinition,
} from "./definition.ts";
import type { TemplateLimits } from "./limits.ts";
import { placementFault, variableFault, variablesOf } from "./variables.ts";

/**
 * What is wrong with a template whose parts are each of the right shape, in words; undefined when nothing is
 * (section 4: components, examples, variables).
 */
export function templateFault(template: TemplateDefinition, limits: TemplateLimits): string | undefined {
  const { components, parameterFormat: format } = template;
  const { header, body, footer, buttons } = partsOf(components);
  if (!body) return "A template needs a BODY.";
  const twice = repeatedType(components);
  if (twice) return `A template has at most one ${twice}.`;
  if (footer && variablesOf(footer.text).length > 0) return "A FOOTER has no variables.";
  return (
    (header?.format === "TEXT"
      ? headerFault(header.text, header.example, format)
      : header && mediaHeaderFault(header.format, header.example)) ??
    bodyFault(body, format) ??
    buttonsFault(buttons, limits) ??
    categoryFault(template)
  );
}

function repeatedType(components: readonly DefinedComponent[]): string | undefined {
  const types = components.map(({ type }) => type);
  return types.find((type, index) => types.indexOf(type) !== index);
}

function headerFault(
  text: string,
  example: ComponentExample | undefined,
  format: ParameterFormat,
): string | undefined {
  const fault = variableFault(text, format);
  if (fault) return `The HEADER ${fault}.`;
  const names = variablesOf(text);
  if (names.length > 1) return "The HEADER has at most one variable.";
  if (/[\r\n]/.test(text)) return "The HEADER is one line.";
  return exampleFault("HEADER", names, format, example?.header_text, example?.header_text_named_params);
}

function mediaHeaderFault(format: string, example: ComponentExample | undefined): string | undefined {
  if (format === "LOCATION" || example?.header_handle?.some((handle) => handle !== "")) return undefined;
  return `The HEADER of format ${format} needs an example: header_handle.`;
}

function bodyFault(
  body: {
    text: string;
    example?: ComponentExample | undefined;
    add_security_recommendation?: boolean | undefined;
  },
  format: ParameterFormat,
): string | undefined {
  // A text that was made, not given, has its one variable where it must be, and no example.
  if (body.add_security_recommendation !== undefined) return undefined;
  const fault = variableFault(body.text, format) ?? placementFault(body.text);
  if (fault) return `The BODY ${fault}.`;
  const { body_text: sets, body_text_named_params: named } = body.example ?? {};
  return exampleFault("BODY", variablesOf(body.text), format, sets?.[0], named);
}

function exampleFault(
  part: string,
  names: readonly string[],
  format: ParameterFormat,
  counted: readonly string[] | undefined,
  named: readonly { readonly param_name: string }[] | undefined,
): string | undefined {
  if (names.length === 0) return undefined;
  const isComplete =
    format === "NAMED"
      ? names.every((name) => named?.some(({ param_name }) => param_name === name))
      : counted?.length === names.length;
  return isComplete ? undefined : `The ${part} needs an example for each of its ${names.length} variables.`;
}

function buttonsFault(buttons: readonly TemplateButton[], limits: TemplateLimits): string | undefined {
  const count = (type: TemplateButton["type"]) => buttons.filter((button) => button.type === type).length;
  if (count("URL") > limits.urlButtons) return `A template has at most ${limits.urlButtons} URL buttons.`;
  if (count("PHONE_NUMBER") > limits.phoneButtons) {
    return `A template has at most ${limits.phoneButtons} PHONE_NUMBER buttons.`;
  }
  if (count("COPY_CODE") > limits.copyCodeButtons) {
    return `A template has at most ${limits.copyCodeButtons} COPY_CODE buttons.`;
  }
  const changes = buttons.filter(
    ({ type }, index) =>
      index > 0 && (type === "QUICK_REPLY") !== (buttons[index - 1]?.type === "QUICK_REPLY"),
  );
  if (changes.length > 1) return "QUICK_REPLY buttons must stand together.";
  for (const button of buttons) {
    const fault = buttonFault(button);
    if (fault) return fault;
  }
  const texts = buttons.map(({ text }) => text);
  return new Set(texts).size === texts.length ? undefined : "Buttons must have distinct texts.";
}

function buttonFault(button: TemplateButton): string | undefined {
  if (variablesOf(button.text).length > 0) return "A button's text has no variables.";
  if (button.type === "PHONE_NUMBER") {
    try {
      parsePhone(button.phone_number);
      return undefined;
    } catch {
      return "A PHONE_NUMBER button needs a phone number.";
    }
  }
  if (button.type !== "URL") return undefined;
  const fixed = button.url.replace(/\{\{\s*1\s*\}\}$/, "");
  const url = URL.parse(fixed);
  if ((url?.protocol !== "https:" && url?.protocol !== "http:") || /[{}]/.test(fixed)) {
    return "A URL button needs a URL of http or https, with {{1}} at most at its end.";
  }
  if (fixed === button.url) return undefined;
  // The variable must not reach into the host: that would lead wherever the sender of a message likes.
  if (!/^https?:\/\/[^/?#]+[/?#]/i.test(fixed))
    return "A URL button's variable comes after the host and a slash.";
  return button.example?.length ? undefined : "A URL button with a variable needs an example.";
}

function categoryFault({ category, components }: TemplateDefinition): string | undefined {
  const { header, body, buttons } = partsOf(components);
  const isOneTime = buttons.some(({ type }) => type === "OTP");
  if (category !== "AUTHENTICATION") {
    if (isOneTime) return "OTP buttons are for AUTHENTICATION templates.";
    return body?.add_security_recommendation === undefined ? undefined : "The BODY needs a text.";
  }
  if (header) return "An AUTHENTICATION template has no HEADER.";
  if (buttons.length !== 1 || !isOneTime)
    return "An AUTHENTICATION template has exactly one button, of type OTP.";
  return undefined;
}
