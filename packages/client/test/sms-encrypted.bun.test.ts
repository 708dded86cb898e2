import { afterAll, describe } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../src/store/sqlite.ts";
import { encryptedSmsContract } from "./encrypted-sms-contract.ts";

const directory = mkdtempSync(join(tmpdir(), "culver-sms-"));
afterAll(() => rmSync(directory, { recursive: true }));

describe("encrypted SMS, SQLite", () => {
  encryptedSmsContract(() => {
    const file = join(directory, `${crypto.randomUUID()}.db`);
    return { open: () => openSqliteStore(file) };
  });
});
