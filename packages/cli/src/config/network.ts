import { BlockList, isIP } from "node:net";
import { z } from "zod";
import { commaSeparated } from "./schemas.ts";

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** A host name in lower-case letters, digits and hyphens (RFC 1123 section 2.1), or an IP address. */
export const host: z.ZodType<string, string> = z
  .string()
  .refine((name) => isIP(name) !== 0 || isDomain(name), { error: "must be a host name or an IP address" });

/** The domain part of addresses: a host name in lower case, an internationalised one in its ASCII form. */
export const domain: z.ZodType<string, string> = z.string().refine(isDomain, {
  error: "must be a domain in lower case, such as chat.example.org",
});

function isDomain(name: string): boolean {
  return name.length <= 253 && name.split(".").every((label) => LABEL.test(label));
}

/** The address of a site: http or https, host and port, nothing after them. */
export const origin: z.ZodType<string, string> = z
  .string()
  .refine(
    (address) => {
      const url = URL.canParse(address) ? new URL(address) : undefined;
      return (
        url !== undefined &&
        /^https?:$/.test(url.protocol) &&
        `${url.origin}/` === url.href &&
        url.username === ""
      );
    },
    { error: "must be an address such as https://chat.example.org, with nothing after the host and port" },
  )
  .transform((address) => new URL(address).origin);

/** An address that is posted to: http or https, any path, no password in it. */
export const postUrl: z.ZodType<string, string> = z.string().refine(
  (address) => {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    return url !== undefined && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  },
  { error: "must be an address such as https://example.org/receipts" },
);

/** Networks in CIDR notation (RFC 4632) and single IP addresses, separated by commas. */
export const networks: z.ZodType<readonly string[], string> = z
  .string()
  .transform(commaSeparated)
  .refine((items) => items.every((item) => toCidr(item) !== undefined), {
    error: "must be IP addresses or networks such as 10.0.0.0/8, separated by commas",
  })
  .transform((items) => items.map((item) => toCidr(item) ?? item));

function toCidr(item: string): string | undefined {
  const [address = "", length, ...rest] = item.split("/");
  const bits = isIP(address) === 4 ? 32 : 128;
  if (isIP(address) === 0 || rest.length > 0) return undefined;
  if (length === undefined) return `${address}/${bits}`;
  return /^\d{1,3}$/.test(length) && Number(length) <= bits ? item : undefined;
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Whether a server that listens on `name` can be reached from this machine alone. */
export function isLoopback(name: string): boolean {
  const family = isIP(name);
  return family === 0 ? name === "localhost" : loopback.check(name, family === 4 ? "ipv4" : "ipv6");
}
