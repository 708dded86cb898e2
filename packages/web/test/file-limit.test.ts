import { expect, test } from "bun:test";
import { MAX_ATTACHMENT_BYTES } from "@culver/client";
import { largestFile } from "../src/lib/file-limit.ts";

test("the page refuses what the client would refuse", () => {
  expect(largestFile).toBe(MAX_ATTACHMENT_BYTES);
});
