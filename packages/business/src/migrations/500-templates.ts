import type { Migration } from "@culver/storage";

/**
 * Templates. One that is deleted stays as PENDING_DELETION while its name is held, and is then gone; what was decided
 * about it stays. `reasons` is JSON: why a person must look at it. Empty and PENDING: it is approved without anybody.
 */
export const templates: Migration = {
  number: 500,
  name: "templates",
  statements: [
    // content is what a customer reads, in lower case, for a search.
    `CREATE TABLE business_templates (
      seq {identity},
      id TEXT NOT NULL UNIQUE,
      business TEXT NOT NULL,
      name TEXT NOT NULL,
      language TEXT NOT NULL,
      definition TEXT NOT NULL,
      content TEXT NOT NULL,
      state TEXT NOT NULL,
      category TEXT NOT NULL,
      previous_category TEXT,
      rejected_reason TEXT,
      reasons TEXT NOT NULL,
      quality_score TEXT NOT NULL DEFAULT 'UNKNOWN',
      was_approved INTEGER NOT NULL DEFAULT 0,
      created_at {bigint} NOT NULL,
      changed_at {bigint} NOT NULL
    ) {table}`,
    "CREATE UNIQUE INDEX business_templates_key ON business_templates (business, name, language)",
    `CREATE INDEX business_templates_waiting ON business_templates (state, changed_at)
     WHERE state IN ('PENDING', 'PENDING_DELETION')`,
    // change is what happened, state what it led to; by_whom an agent, "operator", "api" or "rules".
    `CREATE TABLE business_template_decisions (
      n {identity},
      template TEXT NOT NULL,
      business TEXT NOT NULL,
      at {bigint} NOT NULL,
      by_whom TEXT NOT NULL,
      change TEXT NOT NULL,
      state_before TEXT,
      state TEXT NOT NULL,
      reason TEXT
    ) {table}`,
    "CREATE INDEX business_template_decisions_of ON business_template_decisions (template, n)",
    // rules_off is JSON: ids of rules that are not asked.
    `CREATE TABLE business_template_approval (
      business TEXT NOT NULL PRIMARY KEY,
      is_automatic INTEGER NOT NULL,
      rules_off TEXT NOT NULL,
      changed_at {bigint} NOT NULL,
      changed_by TEXT NOT NULL
    ) {table}`,
  ],
};
