import { afterAll, afterEach, beforeAll, beforeEach, describe, setDefaultTimeout } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, type Dialect, openDatabase } from "@culver/storage";
import { createPostgresDatabase } from "./postgres.ts";

// A fsync or a cluster's start takes its time on a busy machine, and Bun ends the cluster with a test that is late.
setDefaultTimeout(30_000);

const ENGINES: readonly Dialect[] = ["sqlite", "postgres"];

/** A new, empty database of an engine; `reopen` gives a second handle on the same data. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  readonly database: Database;
  reopen(): Promise<Database>;
}

/** Creates an empty database, dropped on disposal. SQLite is a file, so that WAL and fsync are real. */
export async function createTestDatabase(engine: Dialect): Promise<TestDatabase> {
  const stack = new AsyncDisposableStack();
  let url: string;
  if (engine === "sqlite") {
    const folder = mkdtempSync(join(tmpdir(), "culver-server-"));
    stack.defer(() => rmSync(folder, { recursive: true, force: true }));
    url = `sqlite:${join(folder, "culver.db")}`;
  } else {
    url = stack.use(await createPostgresDatabase()).url;
  }
  const reopen = async () => stack.use(await openDatabase(url));
  return { url, database: await reopen(), reopen, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/**
 * A describe block per engine. `open` gives a new, empty database, dropped when the test is done that opened it (or
 * whose beforeEach did), or with the block when it was opened in beforeAll.
 */
export function forEachEngine(
  name: string,
  suite: (open: () => Promise<TestDatabase>, engine: Dialect) => void,
): void {
  for (const engine of ENGINES) {
    describe(`${name} (${engine})`, () => {
      let block: AsyncDisposableStack;
      let test: AsyncDisposableStack | undefined;
      beforeAll(async () => {
        block = new AsyncDisposableStack();
        // The first database starts the cluster: here, in nobody's test.
        await (await createTestDatabase(engine))[Symbol.asyncDispose]();
      }, 60_000);
      beforeEach(() => {
        test = new AsyncDisposableStack();
      });
      afterEach(async () => {
        await test?.disposeAsync();
        test = undefined;
      });
      afterAll(() => block.disposeAsync());
      suite(async () => (test ?? block).use(await createTestDatabase(engine)), engine);
    });
  }
}
