import { describe, expect, test } from "bun:test";
import type { MessageStatus } from "../src/api.ts";
import { advanceStatus } from "../src/receipts/status.ts";

describe("status of an outgoing message", () => {
  const order: MessageStatus[] = ["queued", "sent", "delivered", "read"];

  test("only advances, in whatever order news comes", () => {
    for (const [i, current] of order.entries())
      for (const [j, news] of order.entries())
        expect(advanceStatus(current, news)).toBe(order[Math.max(i, j)] ?? "read");
  });

  test("a failed message that the server had after all is sent", () => {
    expect(advanceStatus("failed", "sent")).toBe("sent");
  });

  test("an incoming message stays received", () => {
    for (const news of order) expect(advanceStatus("received", news)).toBe("received");
  });
});
