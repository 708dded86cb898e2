/** What a statement takes: no booleans (store 0 and 1) and no dates (store Unix milliseconds). */
export type Value = string | number | bigint | Uint8Array | null;

/** A row, by column name. */
export type Row = Readonly<Record<string, Value>>;

/** Columns whose name ends like this come back as bigint, whatever they hold; every other integer as number. */
export const BIGINT_SUFFIX = "_i64";

/**
 * Brings an engine's value to the port's: an integer is a bigint in a column named `…_i64` and a number elsewhere,
 * bytes are a plain Uint8Array.
 * @throws {RangeError} for an integer beyond 2^53 - 1 in a column that is not named so: never rounded.
 */
export function decodeValue(column: string, value: unknown): Value {
  switch (typeof value) {
    case "bigint":
      if (column.endsWith(BIGINT_SUFFIX)) return value;
      if (value > MAX_SAFE || value < -MAX_SAFE) {
        throw new RangeError(
          `column ${column} holds an integer beyond 2^53 - 1: name it ${column}${BIGINT_SUFFIX}`,
        );
      }
      return Number(value);
    case "number":
      return column.endsWith(BIGINT_SUFFIX) ? BigInt(value) : value;
    case "string":
      return value;
    case "boolean":
      return value ? 1 : 0;
    default:
      if (value === null || value === undefined) return null;
      if (value instanceof Uint8Array) {
        return value.constructor === Uint8Array
          ? value
          : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      }
      throw new TypeError(`column ${column} holds a type that the storage port does not know`);
  }
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
