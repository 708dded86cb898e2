import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger, createServer, MIGRATIONS, SANDBOX_LIMITS, TrustedProxies } from "@culver/server";
import { type Database, migrate, openDatabase } from "@culver/storage";

/** A real server in this process, on SQLite in a directory of its own; its SMS are read instead of sent. */
export interface World {
  readonly url: string;
  /** Where the server keeps files. */
  readonly mediaDirectory: string;
  /** The code of the newest SMS to a number. */
  code(number: string): Promise<string>;
  /** All files are over, as after their time. */
  deleteMedia(): Promise<void>;
  /** Ends the server and starts it again on the same port and database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const lookFile = (name: string) =>
  readFileSync(new URL(`../../packages/look/${name}`, import.meta.url), "utf8");

export async function startWorld(): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), "culver-client-"));
  const database = await openDatabase(`sqlite:${join(directory, "server.db")}`);
  await migrate(database, MIGRATIONS);
  const texts = new Map<string, string>();
  let server = await serve(directory, database, texts, 0);
  const { url, port } = server;
  return {
    url: `http://127.0.0.1:${port}`,
    mediaDirectory: join(directory, "media"),
    code: async (number) => {
      const code = /\d{6}/.exec(texts.get(number) ?? "")?.[0];
      if (code === undefined) throw new Error(`no code was sent to this number by ${url.host}`);
      return code;
    },
    deleteMedia: async () => {
      await database.execute("UPDATE media SET expires_at = 0");
    },
    restart: async () => {
      await server.close();
      server = await serve(directory, database, texts, port);
    },
    stop: async () => {
      await server.close();
      await database.close();
      rmSync(directory, { recursive: true });
    },
  };
}

function serve(directory: string, database: Database, texts: Map<string, string>, port: number) {
  return createServer({
    database,
    domain: "example.org",
    publicUrl: new URL("http://localhost:8080"),
    host: "127.0.0.1",
    port,
    name: "Culver",
    version: "0.1.0",
    logger: createLogger({ level: "error" }),
    mediaDirectory: join(directory, "media"),
    sms: { send: async ({ to, text }) => void texts.set(to, text) },
    sandbox: true,
    trustedProxies: new TrustedProxies([]),
    limits: SANDBOX_LIMITS,
    look: { tokens: lookFile("tokens.css"), base: lookFile("base.css") },
  });
}
