export {
  APPROVAL_RULES,
  type ApprovalRule,
  type ApprovalSettings,
  defaultApproval,
  reasonsForReview,
} from "./approval.ts";
export type {
  ComponentExample,
  DefinedComponent,
  ParameterFormat,
  TemplateButton,
  TemplateCategory,
  TemplateDefinition,
} from "./definition.ts";
export { fillTemplate } from "./fill-template.ts";
export { defaultTemplateLimits, type TemplateLimits } from "./limits.ts";
export { parseTemplate, parseTemplateEdit } from "./parse-template.ts";
export type { RenderedButton, RenderedHeader, RenderedTemplate } from "./rendered.ts";
export {
  changeTemplate,
  isEditable,
  requireSendable,
  TEMPLATE_TRANSITIONS,
  type TemplateChange,
  type TemplateState,
} from "./states.ts";
