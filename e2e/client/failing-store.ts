import { MemoryStore, type Operation, type Store } from "@culver/client";

/** A disk that outlives its process: every store opened on it sees what was committed. */
export class Disk {
  #memory = new MemoryStore();

  /** From the commit after `commits` on, nothing is written any more and every call fails: the process is dead. */
  open(commits = Number.POSITIVE_INFINITY): MortalStore {
    return new MortalStore(this.#memory, commits);
  }

  /** What was on the disk before, as a backup has it. */
  async snapshot(): Promise<readonly Operation[]> {
    return (await this.#memory.range({ prefix: "" })).map((entry) => ({ type: "put", ...entry }));
  }

  async restore(snapshot: readonly Operation[]): Promise<void> {
    this.#memory = new MemoryStore();
    await this.#memory.commit(snapshot);
  }
}

class MortalStore implements Store {
  readonly #memory: MemoryStore;
  #left: number;
  #closed = false;

  constructor(memory: MemoryStore, commits: number) {
    this.#memory = memory;
    this.#left = commits;
  }

  get dead(): boolean {
    return this.#left < 0;
  }

  /** Sets anew how many commits are left. */
  dieAfter(commits: number): void {
    this.#left = commits;
  }

  async get(key: string) {
    this.#check();
    return this.#memory.get(key);
  }

  async range(range: Parameters<Store["range"]>[0]) {
    this.#check();
    return this.#memory.range(range);
  }

  async commit(operations: readonly Operation[]): Promise<void> {
    this.#check();
    this.#left--;
    this.#check();
    await this.#memory.commit(operations);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #check(): void {
    if (this.dead || this.#closed) throw new Error("the process has died");
  }
}
