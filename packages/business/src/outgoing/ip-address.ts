import { isIPv4, isIPv6 } from "node:net";

/** The 4 or 16 octets of an address in text; undefined when it is none, or has a zone (`fe80::1%eth0`). */
export function addressOctets(text: string): Uint8Array | undefined {
  if (isIPv4(text)) return Uint8Array.from(text.split(".").map(Number));
  if (!isIPv6(text) || text.includes("%")) return undefined;
  const [head = "", tail] = text.split("::");
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  return Uint8Array.from([...before, ...Array(16 - before.length - after.length).fill(0), ...after]);
}

function groups(text: string): number[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    if (group.includes(".")) return group.split(".").map(Number);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

/** An address block, `192.0.2.0/24` or `2001:db8::/32`. */
export interface Block {
  readonly octets: Uint8Array;
  readonly bits: number;
}

/** @throws {TypeError} for a text that is no block. */
export function block(text: string): Block {
  const [address = "", bits] = text.split("/");
  const octets = addressOctets(address);
  if (octets === undefined || bits === undefined) throw new TypeError(`not an address block: ${text}`);
  return { octets, bits: Number(bits) };
}

/** Whether the address (of the same family) is in the block. */
export function isIn(address: Uint8Array, { octets, bits }: Block): boolean {
  if (address.length !== octets.length) return false;
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) if (address[i] !== octets[i]) return false;
  const mask = 0xff & ~(0xff >> (bits & 7));
  return ((address[whole] ?? 0) & mask) === ((octets[whole] ?? 0) & mask);
}
