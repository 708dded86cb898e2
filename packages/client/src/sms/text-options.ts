import { nationalLanguages, type TextOptions } from "@culver/sms/text";

/** The options that a gateway names in a quote; what is unknown here is left out, so that the count is of plain GSM-7 and UCS-2. */
export function textOptionsOf(fields: Readonly<Record<string, unknown>> = {}): TextOptions {
  const { latin1, referenceBits, replaceTypography } = fields;
  const named: readonly unknown[] = Array.isArray(fields.nationalLanguages) ? fields.nationalLanguages : [];
  const languages = nationalLanguages.filter((language) => named.includes(language));
  return {
    ...(languages.length === 0 ? {} : { nationalLanguages: languages }),
    ...(latin1 === "never" || latin1 === "cheaper" || latin1 === "first" ? { latin1 } : {}),
    ...(referenceBits === 8 || referenceBits === 16 ? { referenceBits } : {}),
    ...(typeof replaceTypography === "boolean" ? { replaceTypography } : {}),
  };
}
