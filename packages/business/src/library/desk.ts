import { unknownObject } from "../graph/index.ts";
import type { TemplateDesk } from "../model/index.ts";
import { approvalOf, approvalView, setApproval } from "./approval.ts";
import { changeState } from "./change.ts";
import type { LibraryContext } from "./options.ts";
import { findTemplate, lockOf, templatesOf } from "./store.ts";
import { exampleOf, templateView } from "./view.ts";

/** Longest reason of a decision, code points; a longer one is cut. */
const MAX_REASON = 512;

/** What people do about templates. */
export function templateDesk(context: LibraryContext): TemplateDesk {
  const { database, announcer } = context;
  return {
    list: async (business) => (await templatesOf(database, business)).map(templateView),

    async example(business, id) {
      const template = await findTemplate(database, id);
      return template?.business === business ? exampleOf(template.definition) : undefined;
    },

    async review(id, decision, reason, by) {
      const known = await findTemplate(database, id);
      if (!known) throw unknownObject("post", id);
      const words = reason?.replaceAll("\0", "").trim();
      const changed = await database.transaction(async (tx) => {
        await tx.lock(lockOf(known.business));
        const template = await findTemplate(tx, id);
        if (!template) throw unknownObject("post", id);
        return changeState(context, tx, template, {
          change: decision,
          by,
          reason: words ? [...words].slice(0, MAX_REASON).join("") : undefined,
        });
      });
      context.changed(changed.business, changed.definition.name, changed.definition.language);
      announcer.wake();
      return templateView(changed);
    },

    approval: async (business) => approvalView(await approvalOf(context, database, business)),
    setApproval: async (business, change, by) =>
      approvalView(await setApproval(context, business, change, by)),
  };
}
