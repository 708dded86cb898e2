import type { Migration } from "@culver/storage";
import { webhooks } from "./100-webhooks.ts";
import { accounts } from "./200-accounts.ts";
import { engine } from "./300-engine.ts";
import { devices } from "./310-devices.ts";
import { media } from "./400-media.ts";
import { door } from "./410-door.ts";
import { blocked } from "./420-blocked.ts";
import { templates } from "./500-templates.ts";
import { replies } from "./550-replies.ts";
import { inbox } from "./600-inbox.ts";
import { processes } from "./700-process.ts";

/** The ledger of {@link BUSINESS_MIGRATIONS}: a business may share its database with the relay. */
export const BUSINESS_LEDGER = "business_migrations";

/** The schema of a business's database, in order: webhooks from 100, accounts from 200. */
export const BUSINESS_MIGRATIONS: readonly Migration[] = [
  webhooks,
  accounts,
  engine,
  devices,
  media,
  door,
  blocked,
  templates,
  replies,
  inbox,
  processes,
];
