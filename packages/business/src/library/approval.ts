import type { Executor } from "@culver/storage";
import type { ApprovalView } from "../inbox-api.ts";
import { APPROVAL_RULES, reasonsForReview, type TemplateDefinition } from "../templates/index.ts";
import type { LibraryContext } from "./options.ts";

/** What of the approval without people a business has switched. */
export interface Approval {
  readonly isAutomatic: boolean;
  /** Rules that are not asked. */
  readonly off: readonly string[];
}

export async function approvalOf(
  { settings }: LibraryContext,
  executor: Executor,
  business: string,
): Promise<Approval> {
  const [row] = await executor.query<{ is_automatic: number; rules_off: string }>(
    "SELECT is_automatic, rules_off FROM business_template_approval WHERE business = ?",
    [business],
  );
  return row
    ? { isAutomatic: row.is_automatic === 1, off: JSON.parse(row.rules_off) as string[] }
    : { isAutomatic: settings.isAutomatic, off: [] };
}

/** Why a person must look at a template of this business; nothing when it is approved without one. */
export async function reasonsFor(
  context: LibraryContext,
  executor: Executor,
  business: string,
  definition: TemplateDefinition,
): Promise<string[]> {
  const { isAutomatic, off } = await approvalOf(context, executor, business);
  const rules = APPROVAL_RULES.filter(({ id }) => !off.includes(id));
  const reasons = reasonsForReview(definition, context.settings.approval, rules);
  return isAutomatic ? reasons : ["every template is looked at by a person", ...reasons];
}

export function approvalView({ isAutomatic, off }: Approval): ApprovalView {
  const rules = APPROVAL_RULES.map(({ id, reason }) => ({ id, text: reason, isOn: !off.includes(id) }));
  return { automatic: isAutomatic, rules };
}

/** Changes what is named; templates that wait already stay as they are. */
export async function setApproval(
  context: LibraryContext,
  business: string,
  change: {
    readonly automatic?: boolean;
    readonly rules?: readonly { readonly id: string; readonly isOn: boolean }[];
  },
  by: string,
): Promise<Approval> {
  return context.database.transaction(async (tx) => {
    await tx.lock(`business-template-approval-${business}`);
    const before = await approvalOf(context, tx, business);
    const off = new Set(before.off);
    for (const { id, isOn } of change.rules ?? []) {
      if (!APPROVAL_RULES.some((rule) => rule.id === id)) continue;
      if (isOn) off.delete(id);
      else off.add(id);
    }
    const after = { isAutomatic: change.automatic ?? before.isAutomatic, off: [...off].sort() };
    await tx.execute(
      `INSERT INTO business_template_approval (business, is_automatic, rules_off, changed_at, changed_by)
       VALUES (?, ?, ?, ?, ?) ON CONFLICT (business) DO UPDATE SET is_automatic = excluded.is_automatic,
       rules_off = excluded.rules_off, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
      [business, after.isAutomatic ? 1 : 0, JSON.stringify(after.off), context.now(), by],
    );
    return after;
  });
}
