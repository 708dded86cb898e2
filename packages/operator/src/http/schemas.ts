import { z } from "zod";

/** E.164 with plus. */
const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, "is no number of the form +491701234567");

export const messageBody = z.strictObject({
  to: phone,
  text: z.string().min(1).max(10_000),
  from: z.string().min(1).max(15).optional(),
  id: z.string().min(1).max(64).optional(),
});

/** Exactly one of them. */
export const traceBody = z.union([
  z.strictObject({ id: z.string().min(1).max(128) }),
  z.strictObject({ reference: z.int().min(0).max(65_535) }),
  z.strictObject({ phone, limit: z.int().min(1).max(100).default(10) }),
]);

export const receiptsQuery = z.strictObject({
  /** Milliseconds since 1970. */
  since: z.int().min(0),
  limit: z.int().min(1).max(10_000).default(1000),
});

export const suppressionBody = z.strictObject({ phone, from: z.string().min(1).max(15).optional() });

export const numberBody = z.strictObject({ number: phone });

export const prefixBody = z.strictObject({ prefix: z.string().regex(/^\+\d{1,15}$/, "is no prefix") });

/** Milliseconds since 1970. */
export const releaseBody = z.strictObject({ unused_since: z.int().min(0) });

/** Lines of an exported list, or numbers. */
export const importBody = z.strictObject({ lines: z.array(z.string().max(300)).max(200) });
