import { afterAll, describe } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { storeContract } from "./store-contract.ts";

const directory = mkdtempSync(join(tmpdir(), "culver-store-"));
afterAll(() => rmSync(directory, { recursive: true }));

describe("sqlite", () =>
  storeContract(() => openSqliteStore(join(directory, "device.db")), { lasting: true }));
