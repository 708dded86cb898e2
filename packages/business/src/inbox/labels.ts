import type { Executor } from "@culver/storage";
import type { LabelView } from "../inbox-api.ts";

/** The labels of a business, by name. */
export function listLabels(from: Executor, business: string): Promise<LabelView[]> {
  return from.query<{ id: string; name: string; tint: number }>(
    "SELECT id, name, tint FROM business_inbox_labels WHERE business = ? ORDER BY name, id",
    [business],
  );
}
