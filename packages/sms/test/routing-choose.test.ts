import { describe, expect, test } from "bun:test";
import { Breaker } from "../src/routing/breaker.ts";
import { type Candidate, chooseCarrier } from "../src/routing/choose.ts";
import { Health } from "../src/routing/health.ts";
import { RecentMap } from "../src/routing/recent-map.ts";

const candidate = (name: string, change: Partial<Candidate> = {}): Candidate => ({
  name,
  specificity: 0,
  isOfNetwork: false,
  isBound: true,
  isAllowed: true,
  hasRefused: false,
  setbacks: 0,
  isSticky: false,
  avoidance: 0,
  mayHaveIt: false,
  health: 1,
  cost: 0,
  ...change,
});

const chosen = (...candidates: Candidate[]) => {
  const choice = chooseCarrier(candidates);
  return choice.kind === "chosen" ? `${choice.carrier.name}: ${choice.why}` : choice.kind;
};

describe("choosing a carrier", () => {
  test("longest prefix, then stickiness, health, cost, order", () => {
    expect(chosen(candidate("a"), candidate("b", { specificity: 3, cost: 9 }))).toBe("b: longest prefix");
    expect(chosen(candidate("a", { health: 0.9 }), candidate("b", { isSticky: true, cost: 9 }))).toBe(
      "b: same as before in this conversation",
    );
    expect(chosen(candidate("a", { health: 0.4 }), candidate("b", { cost: 9 }))).toBe("b: healthier");
    expect(chosen(candidate("a", { cost: 2 }), candidate("b", { cost: 1, health: 0.95 }))).toBe("b: cheaper");
    expect(chosen(candidate("a"), candidate("b"))).toBe("a: first in the list");
  });

  test("another than had the one before; of those that all had one, the one that had it longest ago", () => {
    const [had, longAgo] = [{ avoidance: 2 }, { avoidance: 1 }];
    expect(chosen(candidate("a", { ...had, specificity: 3 }), candidate("b"))).toBe(
      "b: another carrier had the one before",
    );
    expect(chosen(candidate("a", had), candidate("b", longAgo))).toBe(
      "b: another carrier had the one before",
    );
    expect(chosen(candidate("a", had), candidate("b", { isBound: false }))).toBe(
      "a: the only one in service",
    );
    expect(chosen(candidate("a", had), candidate("b", { setbacks: 1 }))).toBe(
      "a: the other could not take it",
    );
  });

  test("stickiness gives way when the carrier is unhealthy", () => {
    expect(chosen(candidate("a", { isSticky: true, health: 0.3 }), candidate("b"))).toBe("b: healthier");
  });

  test("an open breaker and a missing link exclude; a shorter prefix steps in", () => {
    const long = { specificity: 3 };
    expect(chosen(candidate("a", { ...long, isAllowed: false }), candidate("b"))).toBe(
      "b: the only one in service",
    );
    expect(chosen(candidate("a", { ...long, isBound: false }), candidate("b"))).toBe(
      "b: the only one in service",
    );
    expect(chosen(candidate("a", { isBound: false }))).toBe("none-now");
  });

  test("what refused it is never asked again; setbacks send it to another first", () => {
    expect(chosen(candidate("a", { hasRefused: true }))).toBe("none-ever");
    expect(chosen(candidate("a", { specificity: -1 }))).toBe("none-ever");
    expect(chosen(candidate("a", { setbacks: 1, specificity: 3 }), candidate("b"))).toBe(
      "b: the other could not take it",
    );
  });

  test("uncertain parts go to the carrier that may have them; a phone's network comes before prefixes", () => {
    expect(chosen(candidate("a", { specificity: 3 }), candidate("b", { mayHaveIt: true }))).toBe(
      "b: it may have a part already",
    );
    expect(chosen(candidate("a", { specificity: 3 }), candidate("b", { isOfNetwork: true }))).toBe(
      "b: it is preferred for the phone's network",
    );
  });
});

describe("circuit breaker", () => {
  const policy = { failures: 3, openMs: 100, maxOpenMs: 300 };

  test("opens on failures in a row, lets one probe through, and closes on its success", () => {
    const breaker = new Breaker(policy, 0);
    breaker.fail(1);
    breaker.fail(2);
    breaker.succeed(3);
    breaker.fail(4);
    breaker.fail(5);
    expect(breaker.allows(5)).toBe(true);
    breaker.fail(6);
    expect(breaker.state()).toMatchObject({ status: "open", since: 6, probeAt: 106 });
    expect(breaker.allows(105)).toBe(false);
    expect(breaker.allows(106)).toBe(true);
    breaker.begin();
    expect(breaker.allows(107)).toBe(false);
    breaker.succeed(108);
    expect(breaker.state()).toMatchObject({ status: "closed", consecutiveFailures: 0 });
  });

  test("a failing probe opens it for longer, up to a limit; one that never left is no probe", () => {
    const breaker = new Breaker(policy, 0);
    for (let i = 0; i < 3; i++) breaker.fail(0);
    const waits = [];
    let now = 0;
    for (let i = 0; i < 4; i++) {
      const { probeAt = 0 } = breaker.state();
      waits.push(probeAt - now);
      now = probeAt;
      expect(breaker.allows(now)).toBe(true);
      breaker.begin();
      breaker.abstain();
      expect(breaker.allows(now)).toBe(true);
      breaker.begin();
      breaker.fail(now);
    }
    expect(waits).toEqual([100, 200, 300, 300]);
  });
});

describe("health", () => {
  test("begins perfect; refusals weigh more than receipts, slowness counts", () => {
    const refusing = new Health();
    const undelivering = new Health();
    const slow = new Health();
    expect(refusing.score).toBe(1);
    for (let i = 0; i < 200; i++) {
      refusing.answered(false, 0);
      undelivering.receipted(false);
      slow.answered(true, 10_000);
    }
    expect(refusing.score).toBeLessThan(0.01);
    expect(undelivering.score).toBeCloseTo(0.5, 2);
    expect(slow.score).toBeCloseTo(0.5, 1);
    for (let i = 0; i < 200; i++) refusing.answered(true, 1);
    expect(refusing.score).toBeGreaterThan(0.98);
  });
});

test("a recent map forgets what was set longest ago", () => {
  const map = new RecentMap<string, number>(2);
  map.set("a", 1);
  map.set("b", 2);
  map.set("a", 3);
  map.set("c", 4);
  expect([map.get("a"), map.get("b"), map.get("c")]).toEqual([3, undefined, 4]);
});
