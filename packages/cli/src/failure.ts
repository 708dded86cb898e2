/** An error and what caused it, in one line. */
export function causesOf(error: unknown): string {
  const words: string[] = [];
  for (
    let each = error;
    each !== undefined && words.length < 8;
    each = each instanceof Error ? each.cause : undefined
  ) {
    const message = each instanceof Error ? each.message || each.name : String(each);
    if (!words.includes(message)) words.push(message);
  }
  return words.join(": ");
}
