import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isAllowedHost } from "../src/outgoing/allowed-hosts.ts";
import { isPublicAddress } from "../src/outgoing/index.ts";
import { addressOctets } from "../src/outgoing/ip-address.ts";

const PRIVATE = [
  ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "100.127.255.255", "127.0.0.1", "127.255.0.9"],
  ...["168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.168.1.1"],
  ...["198.18.0.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"],
  ...["::", "::1", "::7f00:1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1"],
  ...["::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::ffff:0:127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1"],
  ...[
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "2001:0:1::1",
    "fe80::1%eth0",
    "",
    "localhost",
    "1.2.3",
    "1.2.3.4.5",
  ],
];
const PUBLIC = [
  ...["1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1"],
  ...["192.167.1.1", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8"],
  ...["64:ff9b::8.8.8.8", "2002:808:808::1"],
];

describe("public addresses", () => {
  for (const address of PRIVATE)
    test(`${address || "nothing"} is refused`, () => {
      expect(isPublicAddress(address)).toBe(false);
    });
  for (const address of PUBLIC)
    test(`${address} is public`, () => {
      expect(isPublicAddress(address)).toBe(true);
    });

  test("any text is answered, and every spelling of an IPv6 address means the same", () => {
    fc.assert(fc.property(fc.string(), (text) => typeof isPublicAddress(text) === "boolean"));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 1, 0xff, 0x7f00, 0xffff), { minLength: 8, maxLength: 8 }),
        (groups) => {
          const octets = Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
          const text = groups.map((group) => group.toString(16).padStart(4, "0")).join(":");
          expect(addressOctets(text)).toEqual(octets);
          expect(addressOctets(new URL(`http://[${text}]`).hostname.slice(1, -1))).toEqual(octets);
        },
      ),
    );
  });

  test("an IPv4 address wrapped in IPv6 is judged as itself", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address));
        expect(isPublicAddress(`64:ff9b::${address}`)).toBe(isPublicAddress(address));
      }),
    );
  });
});

describe("hosts the operator allows", () => {
  const allow = ["hooks.internal", "10.0.0.7:8080", "[fd00::7]"];
  test("by name on any port, or by name and port", () => {
    expect(isAllowedHost(new URL("http://HOOKS.internal:99/x"), allow)).toBe(true);
    expect(isAllowedHost(new URL("http://10.0.0.7:8080/"), allow)).toBe(true);
    expect(isAllowedHost(new URL("https://[fd00:0::7]/"), allow)).toBe(true);
    expect(isAllowedHost(new URL("https://a.example/"), ["a.example:443"])).toBe(true);
  });
  test("nothing else", () => {
    expect(isAllowedHost(new URL("http://10.0.0.7/"), allow)).toBe(false);
    expect(isAllowedHost(new URL("http://x.hooks.internal/"), allow)).toBe(false);
    expect(isAllowedHost(new URL("http://hooks.internal.example/"), allow)).toBe(false);
  });
});
