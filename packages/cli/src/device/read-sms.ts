import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { UsageError } from "../command.ts";

/** The user data of one short message, header included. */
export interface DataSms {
  readonly from: string;
  readonly userData: Uint8Array;
}

const HEX = /^(?:[0-9a-f]{2})+$/i;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** Octets as hexadecimal digits, or else as base64. */
const octets = z
  .string()
  .refine((value) => HEX.test(value) || BASE64.test(value), "is neither hex nor base64")
  .transform((value) => new Uint8Array(Buffer.from(value, HEX.test(value) ? "hex" : "base64")));

const pdu = z.object({ from: z.string(), userData: octets });
const handsetMessage = z.object({
  from: z.string(),
  direction: z.enum(["received", "sent"]).default("received"),
  data: z.object({ userData: z.array(octets) }).optional(),
});
const listing = z.object({ messages: z.array(handsetMessage) });

/** Reads a file, or standard input when there is none. */
export async function readSmsFile(file: string | undefined): Promise<string> {
  return file === undefined || file === "-" ? text(process.stdin) : readFile(file, "utf8");
}

/**
 * Short messages from text: what `GET /sandbox/handsets/{number}/messages` answers, or lines of JSON, each
 * `{"from", "userData"}` or a message of that answer. Of the sandbox's messages, those received that hold data.
 * @throws {UsageError} that names the first line which is neither
 */
export function parseSms(input: string): readonly DataSms[] {
  const whole = listing.safeParse(jsonOf(input));
  if (whole.success) return whole.data.messages.flatMap(partsOf);
  return input.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : lineOf(line, index + 1)));
}

function lineOf(line: string, number: number): readonly DataSms[] {
  const value = jsonOf(line);
  const single = pdu.safeParse(value);
  if (single.success) return [single.data];
  const message = handsetMessage.safeParse(value);
  if (message.success && isHandsetMessage(value)) return partsOf(message.data);
  throw new UsageError(`line ${number} is no short message: {"from":"+44…","userData":"hex or base64"}`);
}

function isHandsetMessage(value: unknown): boolean {
  return typeof value === "object" && value !== null && "direction" in value;
}

function partsOf({ from, direction, data }: z.infer<typeof handsetMessage>): readonly DataSms[] {
  if (direction === "sent") return [];
  return (data?.userData ?? []).map((userData) => ({ from, userData }));
}

function jsonOf(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return undefined;
  }
}
