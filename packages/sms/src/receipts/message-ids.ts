/**
 * The forms one message id can take: carriers answer submit_sm with one and write another in the receipt
 * (decimal against hexadecimal, other case, leading zeros). The first is the id as it came; then from the
 * surest to the boldest guess.
 */
export function messageIdForms(id: string): readonly string[] {
  const trimmed = id.trim();
  const plain = plainId(id);
  const forms = new Set([trimmed, plain]);
  // No carrier counts beyond 64 bits; a longer string of digits is opaque.
  if (/^\d{1,20}$/.test(plain)) forms.add(BigInt(plain).toString(16));
  if (/^[0-9a-f]{1,16}$/.test(plain)) forms.add(BigInt(`0x${plain}`).toString());
  return [...forms];
}

/** Without what never tells ids apart: spaces around, case, leading zeros. */
export function plainId(id: string): string {
  return id
    .trim()
    .toLowerCase()
    .replace(/^0+(?=.)/, "");
}

/** Whether two ids can name the same message. */
export function sameMessageId(a: string, b: string): boolean {
  return messageIdForms(a).includes(plainId(b));
}
