import { type Database, migrate } from "@culver/storage";
import {
  defaultLibrarySettings,
  type Library,
  type LibraryOptions,
  openLibrary,
} from "../../src/library/index.ts";
import { BUSINESS_LEDGER, BUSINESS_MIGRATIONS } from "../../src/migrations/index.ts";
import type { Announcer } from "../../src/model/index.ts";
import { WebhookQueue } from "../../src/webhooks/index.ts";
import { ORDER } from "../templates/template-fixtures.ts";

export const BUSINESS = "1029384756102938";
const DAY = 24 * 3_600_000;
export const days = (count: number): number => count * DAY;

/** A library over a real queue of webhooks whose receiver is never there; its clock is set by hand. */
export interface LibraryWorld extends AsyncDisposable {
  readonly library: Library;
  readonly clock: { at: number };
  /** What webhooks are to be told, oldest first. */
  told(): Promise<{ readonly field: string; readonly value: Record<string, unknown> }[]>;
  /** The events of states alone. */
  states(): Promise<unknown[]>;
  /** Creates the order template with changes; resolves to its id when all is settled. */
  create(changes?: Record<string, unknown>): Promise<string>;
}

export async function openWorld(
  database: Database,
  settings: LibraryOptions["settings"] = {},
): Promise<LibraryWorld> {
  await migrate(database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER });
  const queue = WebhookQueue.open({ database, secretOf: () => undefined });
  const target = { app: "1", url: "https://receiver.invalid/hook" };
  const announcer: Announcer = {
    major: 23,
    announce: (tx, ...events) =>
      queue.enqueue(
        target,
        events.map(({ business, field, value }) => ({ waba: business, field, value })),
        tx,
      ),
    wake() {},
  };
  const clock = { at: Date.UTC(2026, 0, 1) };
  const library = openLibrary({
    database,
    announcer,
    now: () => clock.at,
    settings: { ...defaultLibrarySettings, ...settings },
  });
  const told = async () => {
    const rows = await database.query<{ body: string }>(
      "SELECT body FROM business_webhook_events ORDER BY seq",
    );
    return rows.map(({ body }) => JSON.parse(body));
  };
  return {
    library,
    clock,
    told,
    states: async () => {
      const events = await told();
      return events.flatMap(({ field, value }) =>
        field === "message_template_status_update" ? [value.event] : [],
      );
    },
    create: async (changes = {}) => {
      const { id } = await library.endpoints.create(BUSINESS, { ...ORDER, ...changes });
      await library.settled();
      return id;
    },
    async [Symbol.asyncDispose]() {
      await library[Symbol.asyncDispose]();
      await queue[Symbol.asyncDispose]();
    },
  };
}

/** The code, subcode and details a promise is refused with. */
export async function refusal(
  promise: Promise<unknown>,
): Promise<{ code: unknown; subcode: unknown; details: unknown }> {
  try {
    await promise;
  } catch (error) {
    if (
      typeof error === "object" &&
      error !== null &&
      "code" in error &&
      "subcode" in error &&
      "details" in error
    ) {
      return { code: error.code, subcode: error.subcode, details: error.details };
    }
    throw error;
  }
  throw new Error("nothing was refused");
}
