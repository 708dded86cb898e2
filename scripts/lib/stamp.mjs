import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** A file that remembers from which inputs something was made. */
export class Stamp {
  /** @param {string} path */
  constructor(path) {
    this.path = path;
  }

  /** @param {string} value */
  matches(value) {
    try {
      return readFileSync(this.path, "utf8") === value;
    } catch {
      return false;
    }
  }

  /** @param {string} value */
  set(value) {
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(this.path, value);
  }

  clear() {
    rmSync(this.path, { force: true });
  }
}
