import { expect, test } from "bun:test";
import { Alerts } from "../src/gateway/alerts.ts";
import { until } from "./support.ts";

test("a flood of alerts is followed one by one, each phone once, and so many at most", async () => {
  const asked: string[] = [];
  const failures: unknown[] = [];
  let atOnce = 0;
  let most = 0;
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const alerts = new Alerts(
    async (phone) => {
      most = Math.max(most, ++atOnce);
      await opened;
      asked.push(phone);
      atOnce--;
      if (phone === "+3") throw new Error("disk full");
    },
    (error) => failures.push(error),
  );
  for (let round = 0; round < 3; round++) for (let n = 1; n <= 20_000; n++) alerts.add(`+${n}`);
  open();
  await until(() => asked.length >= 10_001);
  expect(most).toBe(1);
  expect(asked).toHaveLength(10_001);
  expect(failures).toHaveLength(1);
  alerts.add("+7");
  await until(() => asked.length === 10_002);
});
