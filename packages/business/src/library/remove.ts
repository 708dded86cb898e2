import { GraphError } from "../graph/index.ts";
import { changeState } from "./change.ts";
import type { LibraryContext } from "./options.ts";
import type { StoredTemplate } from "./row.ts";
import { findTemplate, lockOf, translationsOf } from "./store.ts";

/** Which templates go: all of a name, or with `hsm_id` the one of that id, which must have the name. */
export interface TemplateRemoval {
  readonly name?: string | undefined;
  readonly hsm_id?: string | undefined;
}

/**
 * DELETE /{waba-id}/message_templates (section 2). One that was ever approved is PENDING_DELETION while its name is
 * held; others are gone at once.
 * @throws GraphError 100 when there is none
 */
export async function removeTemplates(
  context: LibraryContext,
  business: string,
  { name, hsm_id }: TemplateRemoval,
  by: string,
): Promise<void> {
  if (!name && !hsm_id) throw new GraphError(100, { details: "The parameter name is required." });
  const { database, settings, announcer } = context;
  const gone = await database.transaction(async (tx) => {
    await tx.lock(lockOf(business));
    const found = hsm_id
      ? [await findTemplate(tx, hsm_id)].filter((one) => isMeant(one, business, name))
      : await translationsOf(tx, business, name ?? "");
    const templates = found.filter((one) => one !== undefined);
    if (templates.length === 0) {
      throw new GraphError(100, { details: "Message template not found: there is none of this name." });
    }
    for (const template of templates) {
      const leaving = await changeState(context, tx, template, { change: "delete", by });
      const isHeld = template.wasApproved && settings.holdNameMs > 0;
      if (!isHeld) await changeState(context, tx, leaving, { change: "purge", by });
    }
    return templates;
  });
  for (const { definition } of gone) context.changed(business, definition.name, definition.language);
  announcer.wake();
}

const isMeant = (template: StoredTemplate | undefined, business: string, name: string | undefined): boolean =>
  template?.business === business &&
  template.state !== "PENDING_DELETION" &&
  (!name || template.definition.name === name);
