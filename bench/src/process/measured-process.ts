import type { Usage, UsageRequest } from "./usage.ts";

const STOP_WITHIN_MS = 10_000;

/** A process of the bench's own: a server under measurement, or a load that must not share the bench's process. */
export class MeasuredProcess<Ready> implements AsyncDisposable {
  readonly ready: Ready;
  readonly #process: Bun.Subprocess;
  readonly #inbox: Inbox;

  private constructor(process: Bun.Subprocess, inbox: Inbox, ready: Ready) {
    this.#process = process;
    this.#inbox = inbox;
    this.ready = ready;
  }

  /** Starts a module with Bun and waits until it says that it is ready. Throws when it ends first. */
  static async start<Ready>(module: URL, args: readonly string[] = []): Promise<MeasuredProcess<Ready>> {
    const inbox = new Inbox();
    const child = Bun.spawn([process.execPath, ...profilerOptions(module), module.pathname, ...args], {
      ipc: (message) => inbox.put(message),
      stdin: "ignore",
      stdout: "ignore",
      stderr: "inherit",
      onExit: (_child, code) => inbox.put({ ended: code ?? -1 }),
    });
    return new MeasuredProcess(child, inbox, await inbox.take<Ready>("ready"));
  }

  async usage(request: UsageRequest = "usage"): Promise<Usage> {
    return this.ask<Usage>(request, "usage");
  }

  /** Sends a message and waits for the answer under `key`. */
  async ask<T>(message: unknown, key: string): Promise<T> {
    this.#process.send(message);
    return this.#inbox.take<T>(key);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGTERM");
    const ended = await Promise.race([this.#process.exited, Bun.sleep(STOP_WITHIN_MS)]);
    if (ended === undefined) this.#process.kill("SIGKILL");
    await this.#process.exited;
  }
}

/** With CULVER_BENCH_PROFILE=DIR every measured process leaves a CPU profile there. */
function profilerOptions(module: URL): string[] {
  const folder = process.env.CULVER_BENCH_PROFILE;
  if (folder === undefined) return [];
  const name = module.pathname.split("/").at(-1) ?? "process";
  return ["--cpu-prof", "--cpu-prof-md", `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}.cpuprofile`];
}

/** Messages of the child, in order, awaited one at a time. */
class Inbox {
  readonly #queue: Record<string, unknown>[] = [];
  #arrived: (() => void) | undefined;

  put(message: unknown): void {
    if (typeof message !== "object" || message === null) return;
    this.#queue.push(message as Record<string, unknown>);
    this.#arrived?.();
  }

  async take<T>(key: string): Promise<T> {
    for (;;) {
      const next = this.#queue.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          this.#arrived = resolve;
        });
      } else if (key in next) return next[key] as T;
      else if ("ended" in next)
        throw new Error(`a process of the bench ended with code ${String(next.ended)}`);
    }
  }
}
