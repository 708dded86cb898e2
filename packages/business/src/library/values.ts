import { GraphError } from "../graph/index.ts";
import type { Media, TemplateComponent, TemplateParameter, TemplateSend } from "../messages/content.ts";
import { partsOf, type TemplateDefinition } from "../templates/definition.ts";
import { variablesOf } from "../templates/variables.ts";
import { needsValue } from "./view.ts";

/**
 * What a person typed for a template's variables, as a request to send it. Names are those of `TemplateView.variables`;
 * a medium is a link or the id of one that was uploaded, a place "latitude, longitude".
 * @throws GraphError 131008 for a value that is missing, 132012 for a place that is none
 */
export function sendOfValues(
  definition: TemplateDefinition,
  values: Readonly<Record<string, string>>,
): TemplateSend {
  const { name, language, components, parameterFormat } = definition;
  const { header, body, buttons } = partsOf(components);
  const given = (variable: string): string => {
    const value = Object.hasOwn(values, variable) ? values[variable]?.trim() : undefined;
    if (value) return value;
    throw new GraphError(131008, { details: `The variable ${variable} has no value.` });
  };
  const text =
    (prefix: string) =>
    (variable: string): TemplateParameter => ({
      type: "text",
      text: given(prefix + variable),
      ...(parameterFormat === "NAMED" && { name: variable }),
    });
  const parts: TemplateComponent[] = [];
  if (header?.format === "TEXT") {
    parts.push({ kind: "header", parameters: variablesOf(header.text).map(text("header:")) });
  } else if (header) {
    const value = given("header");
    const type = header.format.toLowerCase() as Lowercase<typeof header.format>;
    const parameter: TemplateParameter =
      type === "location" ? { type, location: placeOf(value) } : { type, media: mediaOf(value) };
    parts.push({ kind: "header", parameters: [parameter] });
  }
  // In the order of their numbers: positions are counted, whatever order the text has them in.
  const inBody = variablesOf(body?.text ?? "");
  if (parameterFormat === "POSITIONAL") inBody.sort((a, b) => Number(a) - Number(b));
  parts.push({ kind: "body", parameters: inBody.map(text("")) });
  for (const [index, button] of buttons.entries()) {
    if (!needsValue(button)) continue;
    const value = given(`button:${index}`);
    parts.push(
      button.type === "COPY_CODE"
        ? { kind: "button", subType: "copy_code", index, parameters: [{ type: "coupon_code", code: value }] }
        : { kind: "button", subType: "url", index, parameters: [{ type: "text", text: value }] },
    );
  }
  return { name, language, components: parts };
}

const mediaOf = (value: string): Media => ({
  source: /^https?:\/\//i.test(value) ? { kind: "link", link: value } : { kind: "id", id: value },
});

function placeOf(value: string): { latitude: number; longitude: number } {
  const [latitude = Number.NaN, longitude = Number.NaN, ...more] = value
    .split(",")
    .map((part) => Number(part.trim() || "x"));
  if (more.length === 0 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)
    return { latitude, longitude };
  throw new GraphError(132012, { details: "header: a place is given as latitude, longitude" });
}
