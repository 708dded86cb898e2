import type { Transaction } from "@culver/storage";
import { GraphError, unknownObject } from "../graph/index.ts";
import type { BodyForm } from "../messages/form.ts";
import { parseTemplateEdit } from "../templates/index.ts";
import { reasonsFor } from "./approval.ts";
import { announceCategory, changeState } from "./change.ts";
import { editsSince } from "./decisions.ts";
import type { LibraryContext } from "./options.ts";
import type { StoredTemplate } from "./row.ts";
import { findTemplate, lockOf, rewriteTemplate } from "./store.ts";

const DAY_MS = 24 * 3_600_000;

/**
 * POST /{template-id} (section 4): another text or category; the template is reviewed anew.
 * @throws GraphError 100: of a template that is PENDING, DISABLED, IN_APPEAL or being deleted, or edited too often
 */
export async function editTemplate(
  context: LibraryContext,
  id: string,
  body: unknown,
  form: BodyForm,
  by: string,
): Promise<void> {
  const { database, settings, announcer } = context;
  const known = await findTemplate(database, id);
  if (!known) throw unknownObject("post", id);
  await database.transaction(async (tx) => {
    await tx.lock(lockOf(known.business));
    const template = await findTemplate(tx, id);
    if (!template) throw unknownObject("post", id);
    const definition = parseTemplateEdit(body, form, template, settings.limits);
    await refuseTooMany(context, tx, template);
    const reasons = await reasonsFor(context, tx, template.business, definition);
    await rewriteTemplate(tx, template, definition, reasons);
    if (definition.category !== template.definition.category) {
      await announceCategory(context, tx, template, definition.category);
    }
    const edited = await changeState(context, tx, { ...template, definition }, { change: "edit", by });
    if (reasons.length > 0 || settings.answersPending) return;
    await changeState(context, tx, edited, { change: "approve", by: "rules" });
  });
  const { name, language } = known.definition;
  context.changed(known.business, name, language);
  announcer.wake();
}

async function refuseTooMany(
  { settings, now }: LibraryContext,
  tx: Transaction,
  { id, state }: StoredTemplate,
): Promise<void> {
  if (state !== "APPROVED") return;
  for (const [days, most] of [
    [1, settings.editsPerDay],
    [30, settings.editsPerMonth],
  ] as const) {
    if (most === 0 || (await editsSince(tx, id, now() - days * DAY_MS)) < most) continue;
    throw new GraphError(100, {
      details: `An approved template can be edited ${most} times in ${days * 24} hours.`,
    });
  }
}
