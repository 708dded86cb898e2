import { join } from "node:path";

const SCRIPT = join(import.meta.dir, "gateway-process.ts");

/** The gateway's process, started and killed again, and what it has said over all its lives. */
export class Victim {
  /** Durable, by its own word. */
  readonly acknowledged = new Set<number>();
  readonly delivered = new Set<number>();
  readonly failed = new Set<number>();
  readonly #databaseUrl: string;
  readonly #route: string;
  readonly #messages: number;
  #process: Bun.Subprocess<"ignore", "pipe", "inherit"> | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(databaseUrl: string, route: string, messages: number) {
    this.#databaseUrl = databaseUrl;
    this.#route = route;
    this.#messages = messages;
  }

  start(): void {
    const missing = Array.from({ length: this.#messages }, (_, index) => index).filter(
      (index) => !this.acknowledged.has(index),
    );
    this.#process = Bun.spawn(
      [process.execPath, "run", SCRIPT, this.#databaseUrl, this.#route, String(this.#messages)],
      {
        env: { ...process.env, SMS_KILL_MISSING: JSON.stringify(missing) },
        stdin: "ignore",
        stdout: "pipe",
        stderr: "inherit",
      },
    );
    this.#reading = this.#read(this.#process.stdout);
  }

  /** Whether it ended without having been killed: it will do nothing more. */
  get hasFailed(): boolean {
    return this.#process?.exitCode != null;
  }

  async kill(): Promise<void> {
    this.#process?.kill("SIGKILL");
    await this.#process?.exited;
    await this.#reading;
  }

  async #read(output: ReadableStream<Uint8Array>): Promise<void> {
    let rest = "";
    for await (const chunk of output.pipeThrough(
      new TextDecoderStream() as never,
    ) as unknown as AsyncIterable<string>) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#take(line);
    }
  }

  #take(line: string): void {
    const index = Number(line.slice(2));
    if (line.startsWith("s ")) this.acknowledged.add(index);
    else if (line.startsWith("d ")) this.delivered.add(index);
    else if (line.startsWith("f ")) this.failed.add(index);
  }
}
