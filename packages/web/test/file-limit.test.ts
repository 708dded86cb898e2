import { expect, test } from "bun:test";
import { LINK_DAYS, MAX_ATTACHMENT_BYTES } from "@culver/client";
import { largestFile, linkDays } from "../src/lib/file-limit.ts";

test("the page refuses and promises what the client would", () => {
  expect(largestFile).toBe(MAX_ATTACHMENT_BYTES);
  expect(linkDays).toBe(LINK_DAYS);
});
