import type { Reader, Transaction } from "./transaction.ts";
import { decodeValue } from "./values.ts";

/** Rows of one kind under one prefix; a row's key is the prefix and its parts, joined by slashes. */
export class Table<Row> {
  readonly #prefix: string;
  readonly #lasting: boolean;

  /** `lasting`: small rows that are read again and again, held decoded. */
  constructor(name: string, { lasting = false }: { readonly lasting?: boolean } = {}) {
    this.#prefix = `${name}/`;
    this.#lasting = lasting;
  }

  key(...parts: readonly string[]): string {
    return this.#prefix + parts.join("/");
  }

  async get(reader: Reader, ...parts: readonly string[]): Promise<Row | undefined> {
    const key = this.key(...parts);
    const held = reader.held?.(key);
    if (held !== undefined) return held.row as Row | undefined;
    const bytes = await reader.get(key);
    if (bytes === undefined) return undefined;
    const row = decodeValue(bytes) as Row;
    if (this.#lasting) reader.hold?.(key, row, bytes.length);
    return row;
  }

  async has(reader: Reader, ...parts: readonly string[]): Promise<boolean> {
    const key = this.key(...parts);
    const held = reader.held?.(key);
    return held === undefined ? (await reader.get(key)) !== undefined : held.row !== undefined;
  }

  put(tx: Transaction, parts: readonly string[], row: Row): void {
    tx.putRow(this.key(...parts), row, this.#lasting);
  }

  delete(tx: Transaction, ...parts: readonly string[]): void {
    tx.delete(this.key(...parts));
  }

  /** Rows whose key begins with `parts`; `from` and `to` (exclusive) are the next part of the key. */
  async list(
    reader: Reader,
    parts: readonly string[] = [],
    options: { from?: string; to?: string; limit?: number; reverse?: boolean } = {},
  ): Promise<readonly { readonly key: string; readonly row: Row }[]> {
    const prefix = parts.length === 0 ? this.#prefix : `${this.key(...parts)}/`;
    const entries = await reader.range({
      prefix,
      from: options.from === undefined ? undefined : prefix + options.from,
      to: options.to === undefined ? undefined : prefix + options.to,
      limit: options.limit,
      reverse: options.reverse,
    });
    return entries.map(({ key, value }) => ({
      key: key.slice(prefix.length),
      row: (reader.held?.(key)?.row ?? decodeValue(value)) as Row,
    }));
  }

  async rows(reader: Reader, ...parts: readonly string[]): Promise<readonly Row[]> {
    return (await this.list(reader, parts)).map(({ row }) => row);
  }

  /** Deletes all rows whose key begins with `parts`. */
  async clear(tx: Transaction, ...parts: readonly string[]): Promise<void> {
    const prefix = parts.length === 0 ? this.#prefix : `${this.key(...parts)}/`;
    for (const { key } of await tx.range({ prefix })) tx.delete(key);
  }
}
