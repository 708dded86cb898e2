import type { TemplateView } from "@culver/business/inbox-api";

type Values = Readonly<Record<string, string>>;

/** What is still empty stays as it stands in the template. */
function filled(text: string, values: Values): string {
  return text.replace(/\{\{\s*([^{}\s]+)\s*\}\}/gu, (whole, name: string) => values[name]?.trim() || whole);
}

/** A template with the values that have been given so far, for looking at. */
export function fillTemplate(template: TemplateView, values: Values): TemplateView["preview"] {
  const { preview } = template;
  return {
    ...preview,
    text: filled(preview.text, values),
    ...(preview.header !== undefined &&
      "text" in preview.header && { header: { text: filled(preview.header.text, values) } }),
    buttons: preview.buttons.map((button, index) => {
      const own = values[`button:${index}`];
      return own === undefined || button.value === undefined
        ? button
        : { ...button, value: button.value.replace(/\{\{[^{}]*\}\}/gu, own) };
    }),
  };
}

/** Whether every variable has a value. */
export function isFilled(template: TemplateView, values: Values): boolean {
  return template.variables.every((name) => (values[name] ?? "").trim() !== "");
}
