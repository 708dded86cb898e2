import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../../packages/cli/src/main.ts", import.meta.url));
/** Clock ticks a second of /proc (Linux: USER_HZ). */
const TICKS = 100;

/** Section 7's limits, out of the way; webhooks in batches. */
const NO_LIMITS = {
  CULVER_BUSINESS_THROUGHPUT: "1000000",
  CULVER_BUSINESS_PAIR_BURST: "100000",
  CULVER_BUSINESS_TIER: "0",
  CULVER_BUSINESS_WEBHOOK_BATCH: "100",
  CULVER_MESSAGES_PER_SECOND: "100000",
} as const;

/** What `culver business create` prints. */
interface Created {
  readonly phone_number_id: string;
  readonly token: string;
}

/** `culver start`, relay and business in one process, as an operator has it. */
export class CulverServer implements AsyncDisposable {
  readonly url: string;
  readonly #data: string;
  readonly #port: number;
  readonly #process: Bun.Subprocess<"ignore", "pipe", "inherit">;

  private constructor(data: string, port: number, process: Bun.Subprocess<"ignore", "pipe", "inherit">) {
    this.#data = data;
    this.#port = port;
    this.#process = process;
    this.url = `http://localhost:${port}`;
  }

  static async start(data: string): Promise<CulverServer> {
    const port = freePort();
    const profile = process.env.CULVER_BENCH_PROFILE;
    const profiler =
      profile === undefined ? [] : ["--cpu-prof", "--cpu-prof-md", `--cpu-prof-dir=${profile}`];
    const child = Bun.spawn([process.execPath, ...profiler, MAIN, "start", "--port", String(port)], {
      env: { ...process.env, CULVER_DATA: data, CULVER_LOG_LEVEL: "error", ...NO_LIMITS },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
    });
    const reader = child.stdout.getReader();
    let said = "";
    while (!said.includes("culver ready")) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`the server ended before it was ready: ${said}`);
      said += new TextDecoder().decode(value);
    }
    return new CulverServer(data, port, child);
  }

  async createBusiness(number: string, callback: string): Promise<Created> {
    const child = Bun.spawn(
      [process.execPath, MAIN, "business", "create", "--name", "Bench", "--number", number, "--json"].concat(
        ["--callback", callback, "--verify-token", "bench"],
        ["--port", String(this.#port), "--data", this.#data],
      ),
      { stdin: "ignore", stdout: "pipe", stderr: "inherit" },
    );
    return JSON.parse(await new Response(child.stdout).text()) as Created;
  }

  /** CPU of the process and all its threads since its start, microseconds. */
  cpu(): number {
    const stat = readFileSync(`/proc/${this.#process.pid}/stat`, "utf8");
    // Fields 14 and 15, counted after the command's name, which may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return ((Number(fields[11]) + Number(fields[12])) * 1_000_000) / TICKS;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGTERM");
    await this.#process.exited;
  }
}

function freePort(): number {
  const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
  const { port } = server;
  void server.stop(true);
  if (port === undefined) throw new Error("no free port");
  return port;
}
