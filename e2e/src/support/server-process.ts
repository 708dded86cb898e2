import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MAIN = join(import.meta.dir, "../../../packages/cli/src/main.ts");

export interface ServerProcessOptions {
  readonly port: number;
  readonly data?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: "start" | "serve";
  /** Put before the command, for example a tracer and its options. */
  readonly prefix?: readonly string[];
  readonly quiet?: boolean;
}

/** `culver start` (or `serve`) as a process of its own: the real thing, with its sandbox carrier, that a test may kill. */
export class ServerProcess {
  readonly url: string;
  readonly data: string;
  readonly #options: ServerProcessOptions;
  #child: Bun.Subprocess<"ignore", "pipe", "inherit" | "ignore"> | undefined;

  constructor(options: ServerProcessOptions) {
    this.#options = options;
    this.url = `http://localhost:${options.port}`;
    this.data = options.data ?? mkdtempSync(join(tmpdir(), "culver-"));
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves at the line `culver ready`. Throws when the process ends first. */
  async start(): Promise<void> {
    const child = Bun.spawn(
      [...(this.#options.prefix ?? []), process.execPath, MAIN, this.#options.command ?? "start"],
      {
        env: {
          ...process.env,
          CULVER_PORT: String(this.#options.port),
          CULVER_DATA: this.data,
          CULVER_LOG_LEVEL: "error",
          ...this.#options.env,
        },
        stdin: "ignore",
        stdout: "pipe",
        stderr: this.#options.quiet === true ? "ignore" : "inherit",
      },
    );
    this.#child = child;
    const decoder = new TextDecoder();
    let seen = "";
    const reader = child.stdout.getReader();
    while (!seen.includes("culver ready")) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`the server ended before it was ready: ${seen}`);
      seen += decoder.decode(value, { stream: true });
    }
    void drain(reader);
  }

  /** kill -9 by default; resolves when the process is gone. */
  async kill(signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<number> {
    const child = this.#child;
    if (child === undefined) return 0;
    // A tracer in front does not pass signals on: they go to the server itself.
    if (this.#options.prefix === undefined) child.kill(signal);
    else for (const pid of childrenOf(child.pid)) process.kill(pid, signal);
    this.#child = undefined;
    return await child.exited;
  }
}

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
}

async function drain(reader: { read(): Promise<{ done: boolean }> }): Promise<void> {
  while (!(await reader.read()).done);
}
