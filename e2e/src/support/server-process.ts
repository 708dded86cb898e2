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
  /** Keeps what it says, to be read with `said`; stderr is not shown then. */
  readonly keepsOutput?: boolean;
}

interface Output {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
}

/** `culver start` (or `serve`) as a process of its own: the real thing, with its sandbox carrier, that a test may kill. */
export class ServerProcess {
  readonly url: string;
  readonly data: string;
  readonly #options: ServerProcessOptions;
  readonly #said: Uint8Array[] = [];
  #child: Bun.Subprocess<"ignore", "pipe", "inherit" | "ignore" | "pipe"> | undefined;

  constructor(options: ServerProcessOptions) {
    this.#options = options;
    this.url = `http://localhost:${options.port}`;
    this.data = options.data ?? mkdtempSync(join(tmpdir(), "culver-"));
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** What it has written to stdout and stderr; empty without `keepsOutput`. */
  get said(): Buffer {
    return Buffer.concat(this.#said);
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
        stderr: this.#options.keepsOutput ? "pipe" : this.#options.quiet ? "ignore" : "inherit",
      },
    );
    this.#child = child;
    if (child.stderr instanceof ReadableStream) void this.#drain(child.stderr.getReader());
    const decoder = new TextDecoder();
    let seen = "";
    const reader = child.stdout.getReader();
    while (!seen.includes("culver ready")) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`the server ended before it was ready: ${seen}`);
      seen += decoder.decode(value, { stream: true });
      this.#keep(value);
    }
    void this.#drain(reader);
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

  #keep(chunk: Uint8Array): void {
    if (this.#options.keepsOutput) this.#said.push(chunk);
  }

  async #drain(reader: Output): Promise<void> {
    for (;;) {
      const { value, done } = await reader.read();
      if (done || value === undefined) return;
      this.#keep(value);
    }
  }
}

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
}
