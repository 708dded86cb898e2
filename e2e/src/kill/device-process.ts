import { join } from "node:path";

interface Progress {
  readonly ready?: boolean;
  readonly sent?: number;
  readonly received?: number;
  readonly settled?: boolean;
}

/** A device of the kill test as a process that can be killed and started again on the same store. */
export class DeviceProcess {
  readonly store: string;
  sent = 0;
  received = 0;
  settled = false;
  readonly #args: readonly string[];
  #child: Bun.Subprocess<"ignore", "pipe", "inherit"> | undefined;

  constructor(store: string, serverUrl: string, number: string, peer: string, count: number) {
    this.store = store;
    this.#args = [store, serverUrl, number, peer, String(count)];
  }

  start(): void {
    const child = Bun.spawn([process.execPath, join(import.meta.dir, "device.ts"), ...this.#args], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
    });
    this.#child = child;
    this.settled = false;
    void this.#read(child);
  }

  async #read(child: Bun.Subprocess<"ignore", "pipe", "inherit">): Promise<void> {
    const decoder = new TextDecoder();
    let rest = "";
    const reader = child.stdout.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#take(JSON.parse(line) as Progress);
    }
  }

  #take(progress: Progress): void {
    this.sent = progress.sent ?? this.sent;
    this.received = progress.received ?? this.received;
    this.settled = progress.settled ?? this.settled;
  }

  async kill(signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    child.kill(signal);
    await child.exited;
  }
}
