import { Status } from "@culver/sms";
import { z } from "zod";

/** A command_status by its standard name or its number, 0x400 and above being the carrier's own. */
const status = z.union([z.string(), z.number().int().min(1).max(0xffffffff)]).transform((value, context) => {
  if (typeof value === "number") return value;
  const code = (Status as Readonly<Record<string, number>>)[value];
  if (code) return code;
  context.addIssue({ code: "custom", message: "is no command_status other than ESME_ROK" });
  return z.NEVER;
});

/** How the carrier treats messages for a phone. Every field left out is as a good carrier does it. */
export const behaviour = z.strictObject({
  /** What submits are answered with instead of being taken. */
  submitStatus: status.optional(),
  /**
   * How answers to submits go out: after `answerDelayMs`; not at all; twice; in reverse order of the submits;
   * with a sequence number nobody asked with; as a generic_nack; or not at all, and the link is dropped at the
   * last of `times`, or once the peer's window seems full. But for a nack the message is taken all the same.
   */
  answer: z
    .enum(["normal", "late", "never", "twice", "reversed", "wrong-sequence", "nack", "drop"])
    .default("normal"),
  answerDelayMs: z.number().int().min(0).max(600_000).default(1000),
  /** To so many submits `submitStatus` and `answer` apply, then all is normal. Default: to all. */
  times: z.number().int().min(1).max(1_000_000).optional(),
  /** Message ids: in the answer, and then in receipts. "constant" is the same id for every message. */
  ids: z
    .enum(["decimal", "hex-then-decimal", "decimal-then-hex", "padded", "case", "constant"])
    .default("decimal"),
  /** What the receipt says; "none" sends none. Only messages that are delivered, or none, reach the phone. */
  receipt: z
    .enum(["delivered", "undeliverable", "expired", "rejected", "deleted", "unknown", "accepted", "none"])
    .default("delivered"),
  /** The network's error code in receipts. */
  receiptError: z
    .string()
    .regex(/^[0-9A-Za-z]{1,8}$/)
    .optional(),
  /** Milliseconds between delivery and receipt. Default: the sandbox's own. */
  receiptDelayMs: z.number().int().min(0).max(86_400_000).optional(),
  /** The receipt goes out ahead of the answer to the submit. */
  receiptFirst: z.boolean().default(false),
  /** Receipts have receipted_message_id, message_state and user_message_reference. */
  receiptParameters: z.boolean().default(true),
  /** data_coding of receipts: 0 GSM-7, 3 Latin-1, 4 binary, 8 UCS-2. */
  receiptCoding: z.union([z.literal(0), z.literal(3), z.literal(4), z.literal(8)]).default(0),
  /** How long texts of this phone travel to the gateway. */
  longTexts: z.enum(["header", "header16", "sar", "payload"]).default("header"),
});

export type Behaviour = z.output<typeof behaviour>;

export const normal: Behaviour = behaviour.parse({});
