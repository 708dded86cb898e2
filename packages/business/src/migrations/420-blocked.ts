import type { Migration } from "@culver/storage";

/** Who is blocked is in the threads alone, whether the API or an agent has blocked them. */
export const blocked: Migration = {
  number: 420,
  name: "blocked",
  statements: [
    "CREATE INDEX business_threads_blocked ON business_threads (number) WHERE is_blocked = 1",
    "DROP TABLE business_blocked",
  ],
};
