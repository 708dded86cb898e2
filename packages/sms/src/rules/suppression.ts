/** Who asked for it: the phone by keyword, the operator, or a carrier that refuses the phone for its own list's sake. */
export type SuppressionSource = "keyword" | "operator" | "carrier";

/** A phone that is to get no texts, from one of our numbers or from any. */
export interface Suppression {
  /** E.164 number, short code or name of ours; "" for all. */
  readonly ours: string;
  /** As the carrier writes it; E.164 where it can be written to. */
  readonly phone: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly source: SuppressionSource;
}

export type SuppressionRow = { ours: string; phone: string; since: number; source: string };

const SOURCES: readonly SuppressionSource[] = ["keyword", "operator", "carrier"];

/** A value of a stored row or an imported line. */
function sourceOf(text: unknown): SuppressionSource | undefined {
  return SOURCES.find((source) => source === text);
}

export function suppressionOf(row: SuppressionRow): Suppression {
  return { ours: row.ours, phone: row.phone, since: row.since, source: sourceOf(row.source) ?? "operator" };
}

const OURS = /^(\+[1-9]\d{6,14}|\d{2,15}|[A-Za-z0-9 ._&-]{1,11}|)$/;
const PHONE = /^(\+[1-9]\d{6,14}|\d{2,15})$/;

/** One line of an export, read back; undefined for what is none. A line that is a phone's number alone means all of ours. */
export function parseSuppression(line: string, now: number): Suppression | undefined {
  const text = line.trim();
  if (PHONE.test(text)) return { ours: "", phone: text, since: now, source: "operator" };
  const { ours = "", phone, since = now, source = "operator" } = fields(text);
  const known = sourceOf(source);
  if (typeof ours !== "string" || !OURS.test(ours) || typeof phone !== "string" || !PHONE.test(phone)) return;
  if (typeof since !== "number" || !Number.isSafeInteger(since) || since < 0 || known === undefined) return;
  return { ours, phone, since, source: known };
}

function fields(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
