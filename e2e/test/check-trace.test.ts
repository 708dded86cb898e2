import { describe, expect, test } from "bun:test";
import { BinaryCodec, smAck, smEnabled } from "@culver/protocol";
import { checkTrace } from "../src/trace/check-trace.ts";

const codec = new BinaryCodec({ domain: "localhost" });
const mark = new TextEncoder().encode("twenty-four bytes of it.");
const escaped = (bytes: Uint8Array) =>
  `"${[...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}"`;
const frame = (bytes: Uint8Array) => Uint8Array.of(0x82, bytes.length, ...bytes);
const wal = `7<${escaped(new TextEncoder().encode("/data/culver.db-wal")).slice(1, -1)}>`;
const socket = "9<socket:[77]>";

const upgrade = `1 write(${socket}, ${escaped(new TextEncoder().encode("HTTP/1.1 101 Switching Protocols\r\n\r\n"))}, 36) = 36`;
const enabled = `1 write(${socket}, ${escaped(frame(codec.encode(smEnabled({ id: "x" }))))}, 9) = 9`;
const written = `1 pwrite64(${wal}, ${escaped(mark)}, 24, 0) = 24`;
const synced = `1 fdatasync(${wal}) = 0`;
const acknowledged = `1 sendto(${socket}, ${escaped(frame(codec.encode(smAck(1))))}, 9, 0, NULL, 0) = 9`;
const check = (...lines: string[]) => checkTrace(lines.join("\n"), [[mark]], codec);

describe("a trace of system calls", () => {
  test("written, synced, acknowledged: safe", () => {
    expect(check(upgrade, enabled, written, synced, acknowledged)).toMatchObject({
      early: [],
      covered: 1,
      acknowledgements: 1,
    });
  });

  test("acknowledged before the fdatasync: early", () => {
    expect(check(upgrade, enabled, written, acknowledged, synced).early).toEqual([1]);
  });

  test("synced before it was written: early", () => {
    expect(check(upgrade, enabled, synced, written, acknowledged).early).toEqual([1]);
  });

  test("a failed fdatasync makes nothing safe", () => {
    expect(
      check(upgrade, enabled, written, `1 fdatasync(${wal}) = -1 EIO (Input/output error)`, acknowledged)
        .early,
    ).toEqual([1]);
  });

  test("acknowledged while the fdatasync of another thread is under way: early", () => {
    const begun = `2 fdatasync(${wal} <unfinished ...>`;
    const returned = "2 <... fdatasync resumed>) = 0";
    expect(check(upgrade, enabled, written, begun, acknowledged, returned).early).toEqual([1]);
    expect(check(upgrade, enabled, written, begun, returned, acknowledged).early).toEqual([]);
  });

  test("never written: early", () => {
    expect(check(upgrade, enabled, synced, acknowledged).early).toEqual([1]);
  });
});
