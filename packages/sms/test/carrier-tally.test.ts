import { expect, test } from "bun:test";
import { CarrierTally, count } from "../src/gateway/carrier-tally.ts";

test("a carrier that answers with ever new codes does not fill memory or metrics", () => {
  const tally = new CarrierTally();
  for (let code = 0; code < 5_000; code++) count(tally.errors, `0x${code.toString(16)}`);
  count(tally.errors, "0x0");
  const { errors } = tally.state();
  expect(Object.keys(errors)).toHaveLength(101);
  expect(errors).toMatchObject({ "0x0": 2, other: 4_900 });
});
