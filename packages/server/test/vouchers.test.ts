import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { Harness } from "./accounts-harness.ts";

const DAY = 24 * 60 * 60_000;
/** A landline: nobody can text a code to it. */
const LINE = "+442079460018";

forEachEngine("vouchers", (open) => {
  const verify = (h: Harness, { registration, code }: { registration: string; code: string }) =>
    h.call("POST", `/v1/registration/${registration}/verify`, { body: { code } });

  test("sign a number up without a text, once", async () => {
    const h = await Harness.create(await open());
    const voucher = await h.services.vouchers.issue(LINE);
    const verified = await verify(h, voucher);
    expect(verified.status).toBe(201);
    expect(verified.body).toMatchObject({ number: LINE, new_account: true });
    expect((await verify(h, voucher)).status).toBe(410);
    expect(h.texts).toEqual([]);
  });

  test("are no way to a text, have five tries and end after a day", async () => {
    const h = await Harness.create(await open());
    const voucher = await h.services.vouchers.issue(LINE);
    const resent = await h.call("POST", `/v1/registration/${voucher.registration}/resend`, { body: {} });
    expect(resent.status).toBe(429);
    const wrong = { ...voucher, code: voucher.code === "123456" ? "654321" : "123456" };
    for (let tries = 0; tries < 5; tries++)
      expect((await verify(h, wrong)).status).toBeGreaterThanOrEqual(400);
    expect((await verify(h, voucher)).status).toBe(410);
    const late = await h.services.vouchers.issue(LINE);
    h.now += DAY + 1;
    expect((await verify(h, late)).status).toBe(410);
    expect(h.texts).toEqual([]);
  });

  test("count neither for nor against a prefix", async () => {
    const h = await Harness.create(await open());
    await verify(h, await h.services.vouchers.issue(LINE));
    const rows = await h.database.query("SELECT * FROM code_counts");
    expect(JSON.stringify(rows)).not.toContain(LINE.slice(0, 8));
  });
});
