import type { GraphNode, NodeFields } from "../graph/index.ts";
import type { StoredTemplate } from "./row.ts";

const DEFAULTS = [
  "name",
  "previous_category",
  "parameter_format",
  "components",
  "language",
  "status",
  "category",
  "rejected_reason",
  "quality_score",
  "id",
] as const;

/** What one may ask for of a template (section 2); some are known to the Cloud API and never set here. */
export const TEMPLATE_FIELDS: NodeFields = {
  type: "WhatsAppMessageTemplate",
  defaults: new Set(DEFAULTS),
  known: new Set([
    ...DEFAULTS,
    "correct_category",
    "creation_time",
    "cta_url_link_tracking_opted_out",
    "last_updated_time",
    "library_template_name",
    "message_send_ttl_seconds",
    "specific_rejection_reason",
    "sub_category",
  ]),
};

/** A template as Graph answers it. */
export function templateNode(template: StoredTemplate): GraphNode {
  const { definition, previousCategory } = template;
  return {
    name: definition.name,
    ...(previousCategory && { previous_category: previousCategory }),
    parameter_format: definition.parameterFormat,
    components: definition.components,
    language: definition.language,
    status: template.state,
    category: definition.category,
    rejected_reason: template.rejectedReason ?? "NONE",
    quality_score: { score: template.qualityScore },
    creation_time: Math.floor(template.createdAt / 1000),
    last_updated_time: Math.floor(template.changedAt / 1000),
    id: template.id,
  };
}
