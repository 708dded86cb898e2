import { describe, expect, test } from "bun:test";
import {
  GraphError,
  isNodeId,
  messageIdOf,
  newMessageId,
  newNodeId,
  octetsOfMessageId,
  splitVersion,
} from "../../src/graph/index.ts";

describe("ids", () => {
  test("a node's id is decimal and fits a JSON number", () => {
    for (const octet of [0, 127, 255]) {
      const id = newNodeId((length) => new Uint8Array(length).fill(octet));
      expect(isNodeId(id)).toBe(true);
      expect(id).toHaveLength(16);
      expect(String(Number(id))).toBe(id);
    }
    expect(isNodeId("0123")).toBe(false);
    expect(isNodeId("12a")).toBe(false);
  });

  test("a message's id carries its octets", () => {
    const octets = Uint8Array.of(0, 251, 255, 7);
    expect(messageIdOf(octets)).toBe("wamid.APv/Bw==");
    expect(octetsOfMessageId("wamid.APv/Bw==")).toEqual(octets);
    expect(octetsOfMessageId("wamid.APv_Bw")).toEqual(octets);
    expect(octetsOfMessageId(newMessageId())).toHaveLength(24);
  });

  test.each(["", "wamid.", "abc", "wamid.!!", `wamid.${"A".repeat(1000)}`])("%s is no message id", (id) => {
    expect(() => octetsOfMessageId(id)).toThrow(GraphError);
  });
});

describe("version", () => {
  test.each([
    ["/v23.0/111/messages", "v23.0", "/111/messages"],
    ["/v13.0/111", "v13.0", "/111"],
    ["/v99.1", "v99.1", "/"],
    ["/111/messages", "v23.0", "/111/messages"],
    ["/v23/messages", "v23.0", "/v23/messages"],
    ["/V21.0/debug_token", "v21.0", "/debug_token"],
  ])("%s", (pathname, version, path) => {
    expect(splitVersion(pathname)).toMatchObject({ version, path });
  });

  test("below 13 is code 100", () => {
    expect(() => splitVersion("/v12.0/1")).toThrow(GraphError);
    expect(splitVersion("/v12.0/1", { lowest: 12, fallback: "v12.0" }).major).toBe(12);
  });
});
