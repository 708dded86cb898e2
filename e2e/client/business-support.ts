import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Announcer,
  BUSINESS_LEDGER,
  BUSINESS_MIGRATIONS,
  type BusinessAccounts,
  type BusinessDevices,
  type BusinessLimits,
  type BusinessMedia,
  type BusinessNumber,
  type OpenEngine,
  openAccounts,
  openDevices,
  openEngine,
  openMedia,
} from "@culver/business";
import { type Database, migrate, openDatabase } from "@culver/storage";
import type { World } from "./world.ts";

/** What a webhook would be told. */
export interface Told {
  readonly field: string;
  // biome-ignore lint/suspicious/noExplicitAny: JSON, read as receivers read it.
  readonly value: any;
}

/** A business with one number: real tables, a real device, a real relay. Events are kept instead of posted. */
export interface BusinessUnderTest {
  readonly number: BusinessNumber;
  readonly database: Database;
  readonly devices: BusinessDevices;
  readonly engine: OpenEngine;
  readonly media: BusinessMedia;
  told(): Promise<readonly Told[]>;
  /** Messages of webhooks, oldest first. */
  // biome-ignore lint/suspicious/noExplicitAny: JSON
  messages(): Promise<readonly any[]>;
  /** Statuses of a message, in the order they were told. */
  statuses(id: string): Promise<readonly string[]>;
  /** Ends the engine and the device without their leave, and opens them again on the same files. */
  restart(whileDown?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export async function startBusiness(
  world: Pick<World, "url" | "code">,
  e164: string,
  options: { readonly limits?: Partial<BusinessLimits> } = {},
): Promise<BusinessUnderTest> {
  const directory = mkdtempSync(join(tmpdir(), "culver-business-"));
  const database = await openDatabase(`sqlite:${join(directory, "business.db")}`);
  await migrate(database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER });
  await database.execute(
    "CREATE TABLE told (seq INTEGER PRIMARY KEY AUTOINCREMENT, field TEXT NOT NULL, value TEXT NOT NULL)",
  );
  const accounts: BusinessAccounts = await openAccounts({ database });
  const created = await accounts.createWithNumber({ name: "Tea House", number: e164 });
  const media = await openMedia({
    database,
    folder: join(directory, "media"),
    publicUrl: "http://localhost:8080",
  });
  const announcer: Announcer = {
    major: 23,
    wake() {},
    async announce(tx, { field, value }) {
      await tx.insertMany("told", ["field", "value"], [[field, JSON.stringify(value)]]);
    },
  };
  const open = () =>
    openDevices({ serverUrl: world.url, database, directory, client: { random: () => 0.01 } });
  const start = (devices: BusinessDevices) =>
    openEngine({ database, accounts, announcer, devices, media, limits: options.limits ?? {} });
  let devices = open();
  const { registration } = await devices.requestCode(created, "sms");
  await devices.register(created, { registration, code: await world.code(e164) });
  await accounts.setStatus(created.id, "connected");
  let engine = await start(devices);
  const told = async () => {
    const rows = await database.query<{ field: string; value: string }>(
      "SELECT field, value FROM told ORDER BY seq",
    );
    return rows.map(({ field, value }) => ({ field, value: JSON.parse(value) }));
  };
  return {
    number: accounts.number(created.id) ?? created,
    database,
    get devices() {
      return devices;
    },
    get engine() {
      return engine;
    },
    media,
    told,
    messages: async () => (await told()).flatMap(({ value }) => value.messages ?? []),
    statuses: async (id) =>
      (await told())
        .flatMap(({ value }) => value.statuses ?? [])
        .flatMap((status: { id: string; status: string }) => (status.id === id ? [status.status] : [])),
    restart: async (whileDown = async () => undefined) => {
      await engine[Symbol.asyncDispose]();
      await devices[Symbol.asyncDispose]();
      await whileDown();
      devices = open();
      await devices.open(created);
      engine = await start(devices);
    },
    stop: async () => {
      await engine[Symbol.asyncDispose]();
      await devices[Symbol.asyncDispose]();
      await media[Symbol.asyncDispose]();
      await database.close();
      rmSync(directory, { recursive: true });
    },
  };
}
