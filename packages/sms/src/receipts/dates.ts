const two = (value: number): string => String(value).padStart(2, "0");

/** YYMMDDhhmm in UTC, as receipts write times (SMPP 3.4 appendix B). */
export function formatReceiptDate(milliseconds: number): string {
  const at = new Date(milliseconds);
  return [
    at.getUTCFullYear() % 100,
    at.getUTCMonth() + 1,
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
  ]
    .map(two)
    .join("");
}

/**
 * Milliseconds since 1970 of YYMMDDhhmm or YYMMDDhhmmss, with or without separators and a century, taken as UTC
 * since receipts name no zone; undefined when it is no such date.
 */
export function parseReceiptDate(text: string): number | undefined {
  const plain = text.replace(/[-/.:\sTZ]/g, "");
  return dateOf(plain) ?? (plain.startsWith("20") ? dateOf(plain.slice(2)) : undefined);
}

function dateOf(text: string): number | undefined {
  const digits = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?$/.exec(text);
  if (!digits) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits
    .slice(1)
    .map((d) => Number(d ?? 0));
  const at = new Date(Date.UTC(2000 + year, month - 1, day, hour, minute, second));
  const exists = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && at.getUTCHours() === hour;
  return exists ? at.getTime() : undefined;
}
