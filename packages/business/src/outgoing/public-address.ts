import { addressOctets, type Block, block, isIn } from "./ip-address.ts";

/** Blocks of IPv4 that are not the public internet: the IANA special-purpose registry (RFC 6890), and what clouds add. */
const REFUSED_V4: readonly Block[] = [
  "0.0.0.0/8", // this network; 0.0.0.0 is this machine
  "10.0.0.0/8",
  "100.64.0.0/10", // carrier-grade NAT; holds Alibaba's metadata, 100.100.100.200
  "127.0.0.0/8",
  "168.63.129.16/32", // Azure's platform address
  "169.254.0.0/16", // link-local; holds the metadata of most clouds, 169.254.169.254
  "172.16.0.0/12",
  "192.0.0.0/24", // protocol assignments; holds Oracle's metadata, 192.0.0.192
  "192.0.2.0/24",
  "192.88.99.0/24", // relays of 6to4
  "192.168.0.0/16",
  "198.18.0.0/15", // benchmarks
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, and broadcast
].map(block);

/** Global unicast: of IPv6 nothing else is let through but the forms of IPv4 below. */
const GLOBAL_V6 = block("2000::/3");

const REFUSED_V6: readonly Block[] = [
  "2001::/23", // protocol assignments; holds Teredo, whose inner IPv4 addresses can be anything
  "2001:db8::/32",
  "3fff::/20",
].map(block);

/** Blocks that carry an IPv4 address, and at which octet: that address counts. */
const CARRIES_V4: readonly { readonly block: Block; readonly at: number }[] = [
  { block: block("::ffff:0:0/96"), at: 12 }, // IPv4-mapped
  { block: block("64:ff9b::/96"), at: 12 }, // NAT64, RFC 6052
  { block: block("2002::/16"), at: 2 }, // 6to4
];

/** Whether an address in text is one on the public internet. What cannot be read is not. */
export function isPublicAddress(text: string): boolean {
  const address = addressOctets(text);
  return address !== undefined && isPublic(address);
}

function isPublic(address: Uint8Array): boolean {
  if (address.length === 4) return !REFUSED_V4.some((refused) => isIn(address, refused));
  for (const { block, at } of CARRIES_V4) {
    if (isIn(address, block)) return isPublic(address.subarray(at, at + 4));
  }
  return isIn(address, GLOBAL_V6) && !REFUSED_V6.some((refused) => isIn(address, refused));
}
