import type { Database } from "@culver/storage";
import type { Announcer } from "../model/index.ts";
import {
  type ApprovalSettings,
  defaultApproval,
  defaultTemplateLimits,
  type TemplateLimits,
} from "../templates/index.ts";

/** How templates are kept; every figure a setting. */
export interface LibrarySettings {
  readonly limits: TemplateLimits;
  /** What the rules of approval go by. */
  readonly approval: ApprovalSettings;
  /** Whether templates without a reason to look at them are approved at once, where a business has no setting of its own. */
  readonly isAutomatic: boolean;
  /** A new template is answered as PENDING even when it is approved at once, as the Cloud API does; its webhook follows. */
  readonly answersPending: boolean;
  /** Most templates of a business, those being deleted not counted; 0: no limit. */
  readonly perBusiness: number;
  /** Milliseconds for which the name of an approved template that was deleted cannot be used again; 0: at once. */
  readonly holdNameMs: number;
  /** Edits of an approved template in 24 hours, and in 30 days; 0: no limit. The Cloud API has 1 and 10. */
  readonly editsPerDay: number;
  readonly editsPerMonth: number;
  /** Milliseconds between looks at what has become due. */
  readonly sweepMs: number;
  /** Templates that are kept in memory for sending. */
  readonly cached: number;
}

export const defaultLibrarySettings: LibrarySettings = {
  limits: defaultTemplateLimits,
  approval: defaultApproval,
  isAutomatic: true,
  answersPending: true,
  perBusiness: 6_000,
  holdNameMs: 30 * 24 * 3_600_000,
  editsPerDay: 0,
  editsPerMonth: 0,
  sweepMs: 60_000,
  cached: 1_000,
};

export interface LibraryOptions {
  /** Migrated with BUSINESS_MIGRATIONS. */
  readonly database: Database;
  readonly announcer: Announcer;
  readonly settings?: Partial<LibrarySettings> | undefined;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
  readonly log?: { warn(fields: object, message: string): void } | undefined;
}

/** What the library's parts share. */
export interface LibraryContext {
  readonly database: Database;
  readonly announcer: Announcer;
  readonly settings: LibrarySettings;
  readonly now: () => number;
  readonly log: { warn(fields: object, message: string): void };
  /** A template of this name in this language is another now. */
  readonly changed: (business: string, name: string, language: string) => void;
}
