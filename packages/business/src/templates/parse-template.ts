import { GraphError } from "../graph/graph-error.ts";
import { type BodyForm, decodeForm } from "../messages/form.ts";
import { check } from "../messages/issues.ts";
import { isPlainObject, type PlainObject, plainJson } from "../messages/plain-json.ts";
import type { TemplateDefinition } from "./definition.ts";
import { defaultTemplateLimits, type TemplateLimits } from "./limits.ts";
import { templateFault } from "./rules.ts";
import { componentsSchema, templateFrame } from "./schema.ts";
import { isEditable, type TemplateState } from "./states.ts";

/**
 * Reads the body of POST /{waba-id}/message_templates (section 4).
 * @throws GraphError 100 with what is wrong, and nothing else whatever the body is.
 */
export function parseTemplate(
  body: unknown,
  form: BodyForm,
  limits: TemplateLimits = defaultTemplateLimits,
): TemplateDefinition {
  const held = objectOf(body, form);
  const { name, language, category, parameter_format } = check(templateFrame(limits), held, undefined, 100);
  return sound(
    {
      name,
      language,
      category,
      parameterFormat: parameter_format ?? "POSITIONAL",
      components: check(componentsSchema(language, limits), held.components, "components", 100),
    },
    limits,
  );
}

/**
 * Reads the body of POST /{template-id} (section 4): `components`, `category`, `parameter_format`; what is not
 * named stays. Name and language never change, nor the category of a template that is approved.
 * @throws GraphError 100.
 */
export function parseTemplateEdit(
  body: unknown,
  form: BodyForm,
  current: { readonly definition: TemplateDefinition; readonly state: TemplateState },
  limits: TemplateLimits = defaultTemplateLimits,
): TemplateDefinition {
  const held = objectOf(body, form);
  if (!isEditable(current.state)) {
    throw new GraphError(100, {
      details: "Only templates that are approved, rejected or paused can be edited.",
    });
  }
  const { definition } = current;
  const frame = templateFrame(limits).pick({ category: true, parameter_format: true }).partial();
  const { category, parameter_format } = check(frame, held, undefined, 100);
  if (category !== undefined && category !== definition.category && current.state === "APPROVED") {
    throw new GraphError(100, { details: "The category of an approved template cannot be changed." });
  }
  const components =
    held.components === undefined
      ? definition.components
      : check(componentsSchema(definition.language, limits), held.components, "components", 100);
  return sound(
    {
      ...definition,
      category: category ?? definition.category,
      parameterFormat: parameter_format ?? definition.parameterFormat,
      components,
    },
    limits,
  );
}

function objectOf(body: unknown, form: BodyForm): PlainObject {
  const held = plainJson(form === "json" ? body : decodeForm(body));
  if (!isPlainObject(held)) throw new GraphError(100, { details: "The body must be an object." });
  return held;
}

function sound(template: TemplateDefinition, limits: TemplateLimits): TemplateDefinition {
  const fault = templateFault(template, limits);
  if (fault !== undefined) throw new GraphError(100, { details: fault });
  return template;
}
