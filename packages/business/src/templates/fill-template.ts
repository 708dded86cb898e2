import { GraphError } from "../graph/graph-error.ts";
import type { TemplateParameter, TemplateSend } from "../messages/content.ts";
import { type MediaHeader, partsOf, type TemplateDefinition } from "./definition.ts";
import { fillButtons } from "./fill-buttons.ts";
import { countMismatch, fillText } from "./fill-text.ts";
import { defaultTemplateLimits, type TemplateLimits } from "./limits.ts";
import type { RenderedHeader, RenderedTemplate } from "./rendered.ts";

/**
 * Fills a template with the components of a request (sections 3 and 4).
 * @throws GraphError 132000, 132005, 132008, 132012, 131008 or 100, with the part in its details.
 */
export function fillTemplate(
  definition: TemplateDefinition,
  send: TemplateSend,
  limits: TemplateLimits = defaultTemplateLimits,
): RenderedTemplate {
  const { header, body, footer, buttons } = partsOf(definition.components);
  const format = definition.parameterFormat;
  const headerParameters = parametersOf(send, "header");
  const renderedHeader = ((): RenderedHeader | undefined => {
    if (header === undefined) {
      if (headerParameters.length > 0) throw countMismatch("header", headerParameters.length, 0);
      return undefined;
    }
    if (header.format !== "TEXT") return fillMediaHeader(header.format, headerParameters);
    const slot = { part: "header", text: header.text, format, limit: limits.headerText } as const;
    return { kind: "text", text: fillText(slot, headerParameters) };
  })();
  const slot = { part: "body", text: body?.text ?? "", format, limit: limits.bodyText } as const;
  return {
    name: definition.name,
    language: definition.language,
    ...(renderedHeader && { header: renderedHeader }),
    body: fillText(slot, parametersOf(send, "body")),
    ...(footer && { footer: footer.text }),
    buttons: fillButtons(
      buttons,
      send.components.filter((component) => component.kind === "button"),
    ),
  };
}

function parametersOf(send: TemplateSend, kind: "header" | "body"): readonly TemplateParameter[] {
  const [component, again] = send.components.filter((component) => component.kind === kind);
  if (again) throw new GraphError(132012, { details: `${kind}: the component is given twice` });
  return component?.parameters ?? [];
}

function fillMediaHeader(
  format: MediaHeader["format"],
  [parameter, ...more]: readonly TemplateParameter[],
): RenderedHeader {
  if (more.length > 0) throw countMismatch("header", more.length + 1, 1);
  const kind = parameter?.type ?? "unknown";
  if (parameter?.type.toUpperCase() === format) {
    if (parameter.type === "location") return { kind: parameter.type, location: parameter.location };
    if ("media" in parameter) return { kind: parameter.type, media: parameter.media };
  }
  throw new GraphError(132012, {
    details: `header: Format mismatch, expected ${format}, received ${kind.toUpperCase()}`,
  });
}
