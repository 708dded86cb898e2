import { expect, test } from "bun:test";
import { parseChatLink } from "../src/chat-link/chat-link.ts";

test.each([
  ["#/to/+447700900101?text=Hello%20there", { number: "+447700900101", text: "Hello there" }],
  ["#/to/%2B447700900101?text=a+%26+b%3F", { number: "+447700900101", text: "a & b?" }],
  ["#/to/447700900101", { number: "+447700900101", text: "" }],
  ["#/to/+44%207700%20900-101?text=What?&x=1", { number: "+447700900101", text: "What?" }],
  ["#/to/", { number: "", text: "" }],
  ["#/to/0770", { number: "", text: "" }],
  ["#/to/%E0%A4%A?text=x", { number: "", text: "x" }],
  ["#/to/javascript:alert(1)?text=x", { number: "", text: "x" }],
  ["#invitation=x", undefined],
  ["", undefined],
])("%s leads to %p", (fragment, link) => {
  expect(parseChatLink(fragment)).toEqual(link);
});

test("a text is taken up to a length, whole characters", () => {
  const { text = "" } =
    parseChatLink(`#/to/+447700900101?text=${encodeURIComponent("🍞".repeat(5_000))}`) ?? {};
  expect([...text].length).toBe(4_096);
  expect(text.isWellFormed()).toBe(true);
});
