import { z } from "zod";

/** The PIN of two-step verification. */
export const pinSchema = z.string().regex(/^[0-9]{6}$/, "must be six digits");
