import type { TemplateCategory, TemplateDefinition, TemplateState } from "../templates/index.ts";

/** A template as it is stored. */
export interface StoredTemplate {
  /** Grows with every template that is created: the order of lists. */
  readonly seq: number;
  /** 16 decimal digits. */
  readonly id: string;
  readonly business: string;
  readonly definition: TemplateDefinition;
  readonly state: TemplateState;
  readonly previousCategory: TemplateCategory | undefined;
  readonly rejectedReason: string | undefined;
  /** Why a person must look at it. */
  readonly reasons: readonly string[];
  readonly qualityScore: string;
  readonly wasApproved: boolean;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly changedAt: number;
}

/** Columns of `business_templates` that make a template. */
export const COLUMNS =
  "seq, id, business, definition, state, previous_category, rejected_reason, reasons, quality_score, was_approved, created_at, changed_at";

export type TemplateRow = {
  readonly seq: number;
  readonly id: string;
  readonly business: string;
  readonly definition: string;
  readonly state: string;
  readonly previous_category: string | null;
  readonly rejected_reason: string | null;
  readonly reasons: string;
  readonly quality_score: string;
  readonly was_approved: number;
  readonly created_at: number;
  readonly changed_at: number;
};

export function templateOf(row: TemplateRow): StoredTemplate {
  return {
    seq: row.seq,
    id: row.id,
    business: row.business,
    definition: JSON.parse(row.definition) as TemplateDefinition,
    state: row.state as TemplateState,
    previousCategory: (row.previous_category as TemplateCategory | null) ?? undefined,
    rejectedReason: row.rejected_reason ?? undefined,
    reasons: JSON.parse(row.reasons) as string[],
    qualityScore: row.quality_score,
    wasApproved: row.was_approved === 1,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
