import { BlockList, isIP } from "node:net";

/** Proxies whose X-Forwarded-For is believed. @throws {TypeError} for what is no address and no CIDR range. */
export class TrustedProxies {
  readonly #list = new BlockList();

  /** @param ranges addresses or CIDR ranges, IPv4 or IPv6. */
  constructor(ranges: readonly string[]) {
    for (const range of ranges) this.#add(range);
  }

  includes(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.#list.check(address, family === 6 ? "ipv6" : "ipv4");
  }

  #add(range: string): void {
    const [address = "", bits] = range.trim().split("/");
    const family = isIP(address);
    const most = family === 6 ? 128 : 32;
    const prefix = bits === undefined ? most : Number(bits);
    if (family === 0 || !/^\d{0,3}$/.test(bits ?? "") || prefix > most || bits === "") {
      throw new TypeError(`not an address or CIDR range: ${range}`);
    }
    this.#list.addSubnet(address, prefix, family === 6 ? "ipv6" : "ipv4");
  }
}

/**
 * Who is calling: the peer or, when that is a trusted proxy, the last address in X-Forwarded-For that is not one.
 * Whatever stands further left was written by the caller and says nothing.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): string {
  let address = plainAddress(peer);
  const hops = (forwardedFor ?? "").split(",").map((hop) => plainAddress(hop.trim()));
  while (trusted.includes(address)) {
    const next = hops.pop();
    if (next === undefined || isIP(next) === 0) return address;
    address = next;
  }
  return address;
}

/** What limits count: an IPv4 address, or the /64 an IPv6 address is in, because one caller has all of it. */
export function limitedAddress(address: string): string {
  if (isIP(address) !== 6) return address;
  return `${groups(address).slice(0, 4).join(":")}::/64`;
}

export function isLoopback(address: string): boolean {
  return address === "::1" || /^127(\.\d{1,3}){3}$/.test(address);
}

/** Without zone, port or the IPv4-mapped prefix. */
export function plainAddress(address: string): string {
  const bare = address.replace(/^\[([^\]]*)\](:\d+)?$/, "$1").replace(/%.*$/, "");
  const withoutPort = /^\d+\.\d+\.\d+\.\d+:\d+$/.test(bare) ? bare.slice(0, bare.lastIndexOf(":")) : bare;
  return withoutPort.toLowerCase().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, "");
}

/** The first groups of an IPv6 address, `::` written out. */
function groups(address: string): string[] {
  const [head = "", tail] = address.toLowerCase().split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  return [...before, ...zeros, ...after].map((group) => group.replace(/^0+(?=.)/, ""));
}
