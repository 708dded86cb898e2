import type { Transaction } from "@culver/storage";
import { templateStatusValue } from "../events/index.ts";
import { changeTemplate, type TemplateCategory, type TemplateChange } from "../templates/index.ts";
import type { LibraryContext } from "./options.ts";
import type { StoredTemplate } from "./row.ts";

/** What happened to a template, by whom: an agent's id, "operator", "api" or "rules". */
export interface Decision {
  readonly change: TemplateChange;
  readonly by: string;
  readonly reason?: string | undefined;
}

/**
 * Changes a template's state, notes who did it and tells webhooks, all in one transaction. Wake the announcer and drop
 * what is in memory after its commit.
 * @throws GraphError 100 when a template in this state cannot change so
 */
export async function changeState(
  context: LibraryContext,
  tx: Transaction,
  template: StoredTemplate,
  { change, by, reason }: Decision,
): Promise<StoredTemplate> {
  const state = changeTemplate(template.state, change);
  const at = context.now();
  const rejectedReason = state === "REJECTED" ? (reason ?? "NONE") : undefined;
  const wasApproved = template.wasApproved || state === "APPROVED";
  const { business, id, definition } = template;
  if (state === "DELETED") {
    await tx.execute("DELETE FROM business_templates WHERE id = ?", [id]);
  } else {
    await tx.execute(
      "UPDATE business_templates SET state = ?, rejected_reason = ?, was_approved = ?, changed_at = ? WHERE id = ?",
      [state, rejectedReason ?? null, wasApproved ? 1 : 0, at, id],
    );
  }
  await noteDecision(tx, template, { at, by, change, before: template.state, state, reason });
  const { name, language, category } = definition;
  const value = templateStatusValue({ id, name, language, category, event: state, reason });
  await context.announcer.announce(tx, { business, field: "message_template_status_update", value });
  return { ...template, state, rejectedReason, wasApproved, changedAt: at };
}

/** Tells webhooks that a template is of another category now (`template_category_update`, section 5). */
export async function announceCategory(
  context: LibraryContext,
  tx: Transaction,
  template: StoredTemplate,
  category: TemplateCategory,
): Promise<void> {
  const { business, id, definition } = template;
  const value = {
    message_template_id: Number(id),
    message_template_name: definition.name,
    message_template_language: definition.language,
    previous_category: definition.category,
    new_category: category,
  };
  await context.announcer.announce(tx, { business, field: "template_category_update", value });
}

export async function noteDecision(
  tx: Transaction,
  template: { readonly id: string; readonly business: string },
  decision: {
    readonly at: number;
    readonly by: string;
    readonly change: TemplateChange | "create";
    readonly before?: string | undefined;
    readonly state: string;
    readonly reason?: string | undefined;
  },
): Promise<void> {
  const { at, by, change, before = null, state, reason = null } = decision;
  await tx.execute(
    `INSERT INTO business_template_decisions (template, business, at, by_whom, change, state_before, state, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [template.id, template.business, at, by, change, before, state, reason],
  );
}
