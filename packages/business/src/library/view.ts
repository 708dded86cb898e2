import type { TemplateView } from "../inbox-api.ts";
import { partsOf, type TemplateButton, type TemplateDefinition } from "../templates/definition.ts";
import { variablesOf } from "../templates/variables.ts";
import type { StoredTemplate } from "./row.ts";

/** A template as its page shows it; variables as they are written. */
export function templateView(template: StoredTemplate): TemplateView {
  const { id, definition, state, rejectedReason, reasons, changedAt } = template;
  const { name, language, category } = definition;
  return {
    id,
    name,
    language,
    category,
    state,
    ...(rejectedReason !== undefined && { rejectedReason }),
    reasons: state === "PENDING" || state === "IN_APPEAL" ? reasons : [],
    preview: previewOf(id, definition),
    variables: templateVariables(definition),
    changedAt,
  };
}

/**
 * What must be given to send a template, in the order it is read: the body's variables by their own names, before them
 * `header` for a medium or place and `header:NAME` for a variable of a header's text, after them `button:INDEX`.
 */
function templateVariables({ components }: TemplateDefinition): string[] {
  const { header, body, buttons } = partsOf(components);
  const inHeader =
    header === undefined
      ? []
      : header.format === "TEXT"
        ? variablesOf(header.text).map((variable) => `header:${variable}`)
        : ["header"];
  const inButtons = buttons.flatMap((button, index) => (needsValue(button) ? [`button:${index}`] : []));
  return [...inHeader, ...variablesOf(body?.text ?? ""), ...inButtons];
}

/** Whether a button cannot be sent without a parameter. */
const needsValue = (button: TemplateButton): boolean =>
  button.type === "COPY_CODE" ||
  button.type === "OTP" ||
  (button.type === "URL" && variablesOf(button.url).length > 0);

/** What stands where a medium or a place will be; `shape` says what kind of file it must be. */
const MEDIA_HEADERS = {
  IMAGE: { text: "Image", shape: "image" },
  VIDEO: { text: "Video", shape: "video" },
  DOCUMENT: { text: "Document", shape: "document" },
  LOCATION: { text: "Place" },
} as const;

/** The handle of the file that came as example of the header. */
export function exampleOf({ components }: TemplateDefinition): string | undefined {
  const { header } = partsOf(components);
  return header?.format === "TEXT" ? undefined : header?.example?.header_handle?.find((one) => one !== "");
}

function previewOf(id: string, definition: TemplateDefinition): TemplateView["preview"] {
  const { header, body, footer, buttons } = partsOf(definition.components);
  return {
    kind: "interactive",
    ...(header && {
      header:
        header.format === "TEXT"
          ? { text: header.text }
          : {
              ...MEDIA_HEADERS[header.format],
              ...(exampleOf(definition) !== undefined && { example: `/templates/${id}/example` }),
            },
    }),
    text: body?.text ?? "",
    ...(footer && { footer: footer.text }),
    buttons: buttons.map(buttonView),
    template: definition.name,
  };
}

function buttonView(button: TemplateButton): TemplateView["preview"]["buttons"][number] {
  const title = button.text;
  switch (button.type) {
    case "QUICK_REPLY":
      return { kind: "reply", title };
    case "URL":
      return { kind: "url", title, value: button.url };
    case "PHONE_NUMBER":
      return { kind: "call", title, value: button.phone_number };
    case "COPY_CODE":
      return { kind: "copy", title, value: button.example };
    case "OTP":
      return { kind: "copy", title };
  }
}
