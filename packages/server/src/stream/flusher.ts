/** Something with output that waits to be written. */
export interface Flushable {
  flush(): void;
}

/**
 * Writes what a turn of the event loop has produced at its end: the frames for one socket go out in one system call,
 * however many stanzas of others they came from.
 */
export class Flusher {
  #dirty: Flushable[] = [];
  #scheduled = false;

  mark(entry: Flushable): void {
    this.#dirty.push(entry);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(this.#run);
  }

  readonly #run = (): void => {
    this.#scheduled = false;
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const entry of dirty) entry.flush();
  };
}
