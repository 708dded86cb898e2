import { z } from "zod";
import { commaSeparated } from "./schemas.ts";

const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?)(:[0-9]{1,5})?$/;

/** Hosts that requests of ours may reach although they are private: `hooks.internal`, `10.0.0.7:8080`, `[fd00::7]`. */
export const allowedHosts: z.ZodType<readonly string[], string> = z
  .string()
  .transform((text) => commaSeparated(text.toLowerCase()))
  .refine((hosts) => hosts.every((host) => HOST.test(host)), {
    error: "must be hosts such as hooks.internal or 10.0.0.7:8080, separated by commas",
  });

/** A version as the Cloud API's paths have it. */
export const graphVersion: z.ZodType<string, string> = z
  .string()
  .refine((text) => /^v[1-9][0-9]\.[0-9]{1,2}$/.test(text), { error: "must be a version such as v23.0" });

/** A time zone of the IANA's. */
export const timeZone: z.ZodType<string, string> = z.string().refine(isTimeZone, {
  error: "must be a time zone such as Europe/Berlin",
});

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
