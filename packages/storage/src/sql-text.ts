/** `?, ?, ?` for an `IN (…)` or `VALUES (…)` of `count` values. */
export function placeholders(count: number): string {
  return Array(count).fill("?").join(", ");
}

/** `?` to `$1`, `$2`, …, as PostgreSQL wants them; quoted text and names are left alone. */
export function numberPlaceholders(sql: string): string {
  let out = "";
  let number = 0;
  let quote = "";
  for (const char of sql) {
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === "'" || char === '"') {
      quote = char;
    } else if (char === "?") {
      out += `$${++number}`;
      continue;
    }
    out += char;
  }
  return out;
}

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** A table's or column's name, checked: names come from code, never from a user. */
export function identifier(name: string): string {
  if (!NAME.test(name)) throw new TypeError(`not a table or column name: ${name}`);
  return `"${name}"`;
}

/** Names for a column list. */
export function identifiers(names: readonly string[]): string {
  return names.map(identifier).join(", ");
}
