import { chownSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SQL, type Subprocess } from "bun";
import { assertBinaries, findBinaries } from "./binaries.ts";
import { asIdentity, reachableBinaries, spawnIdentity } from "./command.ts";
import { PostgresUnavailableError } from "./errors.ts";
import { clusterIdentity, type Identity } from "./identity.ts";
import { freePort } from "./port.ts";
import { scratchFolder } from "./scratch.ts";
import { Watchdog } from "./watchdog.ts";

const READY_TIMEOUT_MS = 30_000;
const START_ATTEMPTS = 5;

/** Small, but as durable as the default: fsync, full_page_writes and synchronous_commit stay on. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: "16MB",
  max_wal_size: "64MB",
  min_wal_size: "4MB",
  timezone: "UTC",
} as const;

/** A database of its own in a cluster, dropped on disposal. */
export interface PostgresDatabase extends AsyncDisposable {
  /** `postgres://…` with the password; the cluster listens on loopback only. */
  readonly url: string;
}

/**
 * A PostgreSQL server on a random loopback port, its data in a temporary folder.
 * It ends with {@link PostgresCluster.stop} or with the process that started it.
 */
export class PostgresCluster implements AsyncDisposable {
  readonly #bin: string;
  readonly #folder: string;
  readonly #identity: Identity | undefined;
  readonly #watchdog: Watchdog;
  readonly #password = crypto.randomUUID();
  #server: Subprocess | undefined;
  #port = 0;
  #databases = 0;

  private constructor(bin: string, folder: string, identity: Identity | undefined) {
    this.#bin = bin;
    this.#folder = folder;
    this.#identity = identity;
    this.#watchdog = new Watchdog(folder);
  }

  /**
   * Create and start a cluster.
   * @param bin folder of `initdb` and `postgres`; found by itself when left out.
   * @throws {PostgresUnavailableError} with PostgreSQL's own words when it does not start.
   */
  static async create(bin: string = findBinaries()): Promise<PostgresCluster> {
    assertBinaries(bin);
    const identity = clusterIdentity();
    const folder = scratchFolder(identity);
    const cluster = new PostgresCluster(reachableBinaries(bin, identity, folder), folder, identity);
    try {
      await cluster.#initialise();
      await cluster.start();
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** Start the server: after {@link PostgresCluster.kill}, say. It keeps its data, not its port. */
  async start(): Promise<void> {
    let last: unknown;
    for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      try {
        await this.#launch(await freePort());
        return;
      } catch (error) {
        last = error;
      }
    }
    throw last;
  }

  /** SIGKILL the server, as a crash of its machine would, and wait until it is gone. */
  async kill(): Promise<void> {
    this.#server?.kill("SIGKILL");
    await this.#server?.exited;
    this.#server = undefined;
  }

  /** Stop the server at once (immediate shutdown) and delete its folder. */
  async stop(): Promise<void> {
    await this.#watchdog.release();
    this.#server = undefined;
  }

  /** The address of `database` in this cluster. */
  url(database: string): string {
    return `postgres://culver:${this.#password}@127.0.0.1:${this.#port}/${database}`;
  }

  /** Create an empty database, UTF-8 with C collation. */
  async createDatabase(): Promise<PostgresDatabase> {
    const name = `test_${++this.#databases}`;
    await this.#admin(`CREATE DATABASE ${name}`);
    const cluster = this;
    return {
      get url() {
        return cluster.url(name);
      },
      [Symbol.asyncDispose]: () => this.#admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #admin(statement: string): Promise<void> {
    await using sql = new SQL(this.url("postgres"), { max: 1 });
    await sql.unsafe(statement);
  }

  async #initialise(): Promise<void> {
    const passwordFile = join(this.#folder, "password");
    writeFileSync(passwordFile, this.#password, { mode: 0o600 });
    if (this.#identity !== undefined) chownSync(passwordFile, this.#identity.uid, this.#identity.gid);
    const initdb = this.#spawn("initdb.log", [
      join(this.#bin, "initdb"),
      `--pgdata=${this.#data}`,
      "--username=culver",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--wal-segsize=1",
      "--no-sync",
    ]);
    if ((await initdb.exited) !== 0) throw this.#failure("initdb");
  }

  async #launch(port: number): Promise<void> {
    const settings = { ...SETTINGS, port: String(port) };
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const server = this.#spawn("postgres.log", [join(this.#bin, "postgres"), "-D", this.#data, ...flags]);
    this.#server = server;
    this.#port = port;
    const deadline = Date.now() + READY_TIMEOUT_MS;
    while (server.exitCode === null && server.signalCode === null && Date.now() < deadline) {
      try {
        await this.#admin("SELECT 1");
        return;
      } catch {
        await Bun.sleep(20);
      }
    }
    server.kill("SIGQUIT");
    await server.exited;
    throw this.#failure("postgres");
  }

  get #data(): string {
    return join(this.#folder, "data");
  }

  #spawn(log: string, command: readonly string[]): Subprocess {
    const output = Bun.file(join(this.#folder, log));
    return Bun.spawn(asIdentity(this.#identity, command), {
      ...spawnIdentity(this.#identity),
      cwd: this.#folder,
      env: { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" },
      stdin: "ignore",
      stdout: output,
      stderr: output,
    });
  }

  #failure(program: "initdb" | "postgres"): PostgresUnavailableError {
    const log = readFileSync(join(this.#folder, `${program}.log`), "utf8");
    return new PostgresUnavailableError(`${program} from ${this.#bin} failed:\n${log.trim()}`);
  }
}
