import { type FieldSelection, selectFields, unknownObject } from "../graph/index.ts";
import type { BodyForm } from "../messages/form.ts";
import { type CreatedTemplate, createTemplate } from "./create.ts";
import { editTemplate } from "./edit.ts";
import { listTemplates } from "./list.ts";
import { TEMPLATE_FIELDS, templateNode } from "./node.ts";
import type { LibraryContext } from "./options.ts";
import { removeTemplates, type TemplateRemoval } from "./remove.ts";
import { findTemplate } from "./store.ts";

/** Graph's endpoints of templates (section 2), without HTTP and without a look at whose token it is. */
export interface TemplateEndpoints {
  /** The business a template belongs to; undefined for an id that is no template's. */
  ownerOf(id: string): Promise<string | undefined>;
  /** GET /{waba-id}/message_templates. @throws GraphError 100 */
  list(business: string, url: URL): Promise<object>;
  /** POST /{waba-id}/message_templates. @throws GraphError 100 */
  create(business: string, body: unknown, form?: BodyForm, by?: string): Promise<CreatedTemplate>;
  /** POST /{template-id}. @throws GraphError 100 */
  edit(id: string, body: unknown, form?: BodyForm, by?: string): Promise<{ readonly success: true }>;
  /** DELETE /{waba-id}/message_templates?name=[&hsm_id=]. @throws GraphError 100 */
  remove(business: string, removal: TemplateRemoval, by?: string): Promise<{ readonly success: true }>;
  /** GET /{template-id}?fields=. @throws GraphError 100 */
  get(id: string, fields?: FieldSelection): Promise<object>;
}

/** @param created called when a template may have to be approved without anybody. */
export function templateEndpoints(context: LibraryContext, created: () => void): TemplateEndpoints {
  return {
    ownerOf: async (id) => (await findTemplate(context.database, id))?.business,
    list: (business, url) => listTemplates(context.database, business, url),
    create: async (business, body, form = "json", by = "api") => {
      const answer = await createTemplate(context, business, body, form, by);
      created();
      return answer;
    },
    edit: async (id, body, form = "json", by = "api") => {
      await editTemplate(context, id, body, form, by);
      created();
      return { success: true };
    },
    remove: async (business, removal, by = "api") => {
      await removeTemplates(context, business, removal, by);
      return { success: true };
    },
    get: async (id, fields) => {
      const template = await findTemplate(context.database, id);
      if (!template) throw unknownObject("get", id);
      return selectFields(templateNode(template), TEMPLATE_FIELDS, fields);
    },
  };
}
