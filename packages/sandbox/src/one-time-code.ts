/**
 * The one-time code in a text, if it holds one: the WebOTP line ("@example.org #123456"), or the first run
 * of 4 to 8 digits in a text that speaks of a code.
 */
export function oneTimeCode(text: string): string | undefined {
  const bound = /^@\S+ #([0-9A-Za-z]{4,10})\b/m.exec(text);
  if (bound) return bound[1];
  if (!/\b(code|otp|pin|passcode|verification|verify)\b/i.test(text)) return undefined;
  return /(?<![\d+#.:/-])\d{4,8}(?![\d.:/-]\d|\d)/.exec(text)?.[0];
}
