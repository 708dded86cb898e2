import { z } from "zod";
import { listOf, paging, reading, success } from "../answers.ts";
import { endpoint } from "../endpoint.ts";

const scope = "whatsapp_business_management";
const template = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  status: z.string().optional(),
});

/** What a new template says; checked in full where templates are kept (section 4). */
const described = z.looseObject({
  name: z.unknown().optional(),
  language: z.unknown().optional(),
  category: z.unknown().optional(),
  parameter_format: z.unknown().optional(),
  components: z.unknown().optional(),
});

export const listTemplates = endpoint({
  id: "GET /{waba-id}/message_templates",
  priority: 1,
  node: "business",
  scope,
  summary: "The message templates, filtered by name, status, category or language.",
  input: paging.extend({
    name: z.string().max(1_024).optional(),
    name_or_content: z.string().max(1_024).optional(),
    status: z.unknown().optional(),
    category: z.unknown().optional(),
    language: z.unknown().optional(),
  }),
  answer: listOf(template),
  run: ({ context, node, url }) => context.templateEndpoints.list(node.id, url),
});

export const createTemplate = endpoint({
  id: "POST /{waba-id}/message_templates",
  priority: 1,
  node: "business",
  scope,
  summary: "Create a message template.",
  input: described,
  answer: z.object({ id: z.string(), status: z.string(), category: z.string() }),
  run: ({ context, node, params }) => context.templateEndpoints.create(node.id, params),
});

export const deleteTemplate = endpoint({
  id: "DELETE /{waba-id}/message_templates",
  priority: 1,
  node: "business",
  scope,
  summary: "Delete all translations of a template, or with hsm_id one.",
  input: z.object({ name: z.string().max(1_024).optional(), hsm_id: z.string().max(64).optional() }),
  answer: success,
  run: ({ context, node, input }) => context.templateEndpoints.remove(node.id, input),
});

export const getTemplate = endpoint({
  id: "GET /{template-id}",
  priority: 1,
  node: "template",
  scope,
  summary: "A message template, by fields.",
  input: reading,
  answer: template,
  run: ({ context, node, fields }) => context.templateEndpoints.get(node.id, fields),
});

export const editTemplate = endpoint({
  id: "POST /{template-id}",
  priority: 1,
  node: "template",
  scope,
  summary: "Edit a message template; it is reviewed again.",
  input: described,
  answer: success,
  run: ({ context, node, params }) => context.templateEndpoints.edit(node.id, params),
});
