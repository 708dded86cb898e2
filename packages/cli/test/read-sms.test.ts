import { describe, expect, test } from "bun:test";
import { UsageError } from "../src/command.ts";
import { parseSms } from "../src/device/read-sms.ts";

const from = "+447700900200";
const bytes = new Uint8Array([5, 0, 3, 1, 2, 1, 255]);

describe("short messages from text", () => {
  test("lines of JSON in hex and base64, in order", () => {
    const lines = [
      JSON.stringify({ from, userData: "050003010201ff" }),
      "",
      JSON.stringify({ from, userData: Buffer.from(bytes).toString("base64") }),
    ];
    expect(parseSms(lines.join("\r\n"))).toEqual([
      { from, userData: bytes },
      { from, userData: bytes },
    ]);
    expect(parseSms("")).toEqual([]);
  });

  test("the sandbox's listing, as one object or a message a line: what was received and holds data", () => {
    const userData = [Buffer.from(bytes).toString("base64"), "AQID"];
    const messages = [
      { id: 1, direction: "received", from: "Culver", to: "x", text: "Your code is 123456", code: "123456" },
      { id: 2, direction: "sent", from: "x", to: from, text: "", data: { userData } },
      { id: 3, direction: "received", from, to: "x", text: "", parts: 2, data: { port: 16274, userData } },
    ];
    const expected = [bytes, new Uint8Array([1, 2, 3])].map((octets) => ({ from, userData: octets }));
    expect(parseSms(JSON.stringify({ number: "x", messages }, undefined, 2))).toEqual(expected);
    expect(parseSms(messages.map((message) => JSON.stringify(message)).join("\n"))).toEqual(expected);
  });

  test("anything else names its line", () => {
    for (const wrong of ["hello", "{}", '{"from":"a"}', '{"from":"a","userData":"!"}', '{"userData":"00"}'])
      expect(() => parseSms(`{"from":"a","userData":"00"}\n${wrong}`)).toThrow(UsageError);
    expect(() => parseSms('\n\n{"from":1,"userData":"00"}')).toThrow("line 3");
  });
});
