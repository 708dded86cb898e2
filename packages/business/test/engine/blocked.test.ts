import { expect, test } from "bun:test";
import { migrate } from "@culver/storage";
import { forEachEngine } from "@culver/testing/engines";
import { readsOf } from "../../src/engine/reads.ts";
import { Threads } from "../../src/engine/threads.ts";
import { BUSINESS_LEDGER, BUSINESS_MIGRATIONS } from "../../src/migrations/index.ts";

const NUMBER = "1111111111111111";

forEachEngine("the blocked", (open) => {
  test("are listed by number, without what has become a part of another thread", async () => {
    const { database } = await open();
    await migrate(database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER });
    const threads = new Threads(database, Date.now);
    const { blockedCustomers } = readsOf(database, threads);
    const phone = await threads.require(NUMBER, { phone: "+447700900123" }, "sms");
    const account = await threads.require(NUMBER, { account: "abcdefghijklmnop" }, "app");
    const elsewhere = await threads.require("2222222222222222", { phone: "+447700900123" }, "sms");
    await threads.require(NUMBER, { phone: "+447700900124" }, "sms");
    expect(await blockedCustomers(NUMBER)).toEqual([]);
    for (const { id } of [phone, account, elsewhere]) await threads.update(id, { is_blocked: 1 });
    const named = async () =>
      (await blockedCustomers(NUMBER)).map(({ waId, userId }) => waId ?? userId).sort();
    expect(await named()).toEqual(["447700900123", "ZZ.abcdefghijklmnop"]);
    await threads.link(phone.id, { account: "abcdefghijklmnop" });
    expect(await named()).toEqual(["447700900123"]);
    await threads.update(phone.id, { is_blocked: 0 });
    expect(await named()).toEqual([]);
  });
});
