import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { backoffMs } from "../src/webhooks/backoff.ts";
import { envelope } from "../src/webhooks/envelope.ts";
import { WebhookEventError } from "../src/webhooks/errors.ts";
import { storedEvent } from "../src/webhooks/event.ts";
import type { EventPlace } from "../src/webhooks/event-store.ts";
import { pickEvents } from "../src/webhooks/picking.ts";
import { TargetHealth } from "../src/webhooks/target-health.ts";

const MAX = 3_000_000;

describe("bodies", () => {
  test("whatever the values are, a body is JSON with all of them in order, within what was reckoned", () => {
    const change = fc.record({
      waba: fc.constantFrom("1", "2", '"\\'),
      field: fc.string(),
      value: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), (changes) => {
        const stored = changes.map((one) =>
          storedEvent({ ...one, field: one.field.replaceAll("\0", "") }, MAX),
        );
        const body = envelope(stored);
        const parsed = JSON.parse(Buffer.from(body).toString());
        expect(parsed.object).toBe("whatsapp_business_account");
        for (const { id, changes: got } of parsed.entry) {
          const sent = stored.filter(({ waba }) => waba === id).map((one) => JSON.parse(one.body));
          expect(got).toEqual(sent);
        }
        expect(body.length).toBeLessThanOrEqual(stored.reduce((sum, { size }) => sum + size, 0));
      }),
    );
  });

  test("whatever an event holds, it is stored or refused by name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.anything(), (text, value) => {
        try {
          storedEvent({ waba: text, field: text, conversation: text, value }, MAX);
        } catch (error) {
          expect(error).toBeInstanceOf(WebhookEventError);
        }
      }),
    );
  });
});

test("waits double up to the longest, with jitter in the upper half", () => {
  const policy = { firstRetryMs: 1_000, maxRetryMs: 3_600_000 };
  expect([1, 2, 3, 12, 13, 1_000].map((n) => backoffMs(n, policy, 1))).toEqual([
    ...[1_000, 2_000, 4_000, 2_048_000, 3_600_000, 3_600_000],
  ]);
  expect(backoffMs(3, policy, 0)).toBe(2_000);
});

describe("picking", () => {
  const place = (seq: number, more: Partial<EventPlace> = {}): EventPlace => ({
    ...{ seq, size: 10, conversation: null, expires_at: 100, attempts: 0 },
    ...more,
  });
  const pick = (places: EventPlace[], busy: [number, string | null][] = [], aside: number[] = []) => {
    const picked = pickEvents(places, new Map(busy), new Set(aside), { events: 3, bytes: 35 }, 50);
    return { ...picked, chosen: picked.chosen.map(({ seq }) => seq) };
  };

  test("takes the oldest, as many as fit", () => {
    expect(pick([1, 2, 3, 4].map((seq) => place(seq)))).toEqual({
      chosen: [1, 2, 3],
      expired: [],
      hasMore: true,
    });
    expect(pick([place(1), place(2, { size: 30 })])).toMatchObject({ chosen: [1], hasMore: true });
    expect(pick([place(1, { size: 99 })])).toMatchObject({ chosen: [1], hasMore: false });
  });

  test("leaves what is under way, put aside, or behind its own conversation", () => {
    const places = [place(1), place(2, { conversation: "a" }), place(3, { conversation: "b" }), place(4)];
    expect(pick(places, [[1, "a"]], [4])).toMatchObject({ chosen: [3] });
  });

  test("tells what is too old, also when it is aside", () => {
    expect(pick([place(1, { expires_at: 50 }), place(2)], [], [1])).toMatchObject({
      chosen: [2],
      expired: [1],
    });
  });
});

describe("a target's health", () => {
  const policy = { firstRetryMs: 100, maxRetryMs: 1_000, batchEvents: 64 };
  const create = () => new TargetHealth(policy, () => 0.5);

  test("batches shrink to one and grow again", () => {
    const health = create();
    const sizes: number[] = [];
    for (let i = 0; i < 4; i++) {
      sizes.push(health.batch);
      health.failed(
        Array.from({ length: health.batch }, (_, n) => n),
        0,
      );
    }
    expect(sizes).toEqual([64, 16, 4, 1]);
    expect(health.failures).toBe(4);
    expect(health.nextTryAt).toBe(600);
    health.succeeded(false);
    expect([health.batch, health.failures, health.nextTryAt]).toEqual([4, 0, 0]);
  });

  test("what failed alone before another was taken is odd, unless it is everything that fails", () => {
    const health = create();
    health.failed([1], 0);
    health.failed([2], 0);
    expect([...health.aside]).toEqual([1, 2]);
    expect(health.succeeded(false)).toEqual([1, 2]);
    for (let seq = 0; seq < 100; seq++) health.failed([seq], 0);
    expect(health.aside.size).toBeLessThanOrEqual(8);
  });
});
