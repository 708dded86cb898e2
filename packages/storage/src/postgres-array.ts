import type { Value } from "./value.ts";

/** One column of a bulk statement as a PostgreSQL array literal ("Array Input and Output Syntax" of its manual). */
export function arrayLiteral(rows: readonly (readonly Value[])[], column: number): string {
  let out = "{";
  for (let i = 0; i < rows.length; i++) {
    if (i > 0) out += ",";
    out += element(rows[i]?.[column] ?? null);
  }
  return `${out}}`;
}

function element(value: Value): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return `"${value.replace(/["\\]/g, "\\$&")}"`;
  if (typeof value === "object") {
    return `"\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}"`;
  }
  return String(value);
}
