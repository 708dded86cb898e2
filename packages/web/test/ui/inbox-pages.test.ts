import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { type Demo, findUnlabelled, startDemo } from "./demo.ts";

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
}, 120_000);
afterAll(async () => {
  await demo?.[Symbol.asyncDispose]();
});

const phone = { viewport: { width: 390, height: 844 } };

async function openRule(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Edit ${name}` }).click();
}

describe("templates", () => {
  test("whoever runs the server begins with what waits, approves, and rejects with a reason", async () => {
    await using opened = await demo.open("/pages.html#templates");
    const { page, faults } = opened;
    const offer = page.getByRole("article", { name: "spring_offer" });
    await offer.getByText("it is marketing").waitFor();
    await offer.getByText("Image", { exact: true }).waitFor();
    expect(await page.getByRole("article").count()).toBe(2);
    expect(await findUnlabelled(page)).toEqual([]);
    await offer.getByRole("button", { name: "Approve spring_offer" }).click();
    await page.getByText("spring_offer is approved.").waitFor();
    await offer.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Reject hostile_one" }).click();
    const reject = page.getByRole("dialog").getByRole("button", { name: "Reject" });
    expect(await reject.isDisabled()).toBe(true);
    await page.getByRole("textbox", { name: "Reason" }).fill("It says nothing.");
    await reject.click();
    await page.getByRole("button", { name: /^Rejected/ }).click();
    await page.getByText("It says nothing.").waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  test("what is written in a template stays text", async () => {
    await using opened = await demo.open("/pages.html#templates", phone);
    const { page, faults } = opened;
    const hostile = page.getByRole("figure", { name: "How hostile_one looks" });
    await hostile.getByText("<img src=x onerror=alert(1)>").waitFor();
    expect(await hostile.locator("img, script").count()).toBe(0);
    expect(await page.getByText("it has <b>markup</b> in it").count()).toBe(1);
    expect(await page.title()).not.toBe("run");
    expect(faults).toEqual([]);
  }, 60_000);

  test("rules of the automatic approval are switches, and an admin does not see them", async () => {
    await using opened = await demo.open("/pages.html#templates");
    const { page } = opened;
    await page.getByText("3 of 4 rules are on").click();
    await page.getByRole("switch", { name: "it is marketing" }).click();
    await page.getByText("2 of 4 rules are on").waitFor();
    await page.getByRole("switch", { name: "Approve without a look" }).click();
    await page.getByText("Every template waits for a person.").waitFor();
    await using other = await demo.open("/pages.html?role=admin#templates");
    await other.page.getByRole("article").first().waitFor();
    expect(await other.page.getByRole("button", { name: /^(Approve|Reject|Pause) / }).count()).toBe(0);
    expect(await other.page.getByRole("heading", { name: "Automatic approval" }).count()).toBe(0);
  }, 60_000);
});

describe("automatic replies", () => {
  test("a rule is added, tried before it is saved, saved as a version, and an older version comes back", async () => {
    await using opened = await demo.open("/pages.html#replies");
    const { page, faults } = opened;
    await page.getByText("Version 3, saved").waitFor();
    await page.getByRole("button", { name: "Keywords", exact: true }).click();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Cake");
    await page.getByRole("textbox", { name: "Words, one per line" }).fill("cake\ntart\n");
    await page.getByRole("textbox", { name: "Reply", exact: true }).fill("We bake it *to order*.");
    await page.getByRole("button", { name: "Add a button" }).click();
    await page.getByRole("textbox", { name: "Button 1" }).fill("Order cake");
    await page.getByRole("switch", { name: "Hand over to a person" }).click();
    expect(await findUnlabelled(page)).toEqual([]);
    await page.getByRole("textbox", { name: "A customer writes" }).fill("Have you got cake?");
    await page.getByRole("checkbox", { name: "Their first message" }).uncheck();
    await page.getByRole("button", { name: "See what is said" }).click();
    const said = page.getByRole("region", { name: "Said", exact: true });
    await said.getByText("to order").waitFor();
    await said.getByText("Order cake").waitFor();
    await said.getByText("A person is asked for").waitFor();
    const why = page.getByRole("region", { name: "Why", exact: true });
    await why.getByText("It contains “cake”.").waitFor();
    await why.getByText("It is off.").waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved as version 4.").waitFor();
    await page.getByRole("button", { name: "History" }).click();
    await page.getByRole("button", { name: "Look at version 1" }).click();
    await page.getByRole("dialog").getByText("Opening hours").waitFor();
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByText("Version 1 is back, as version 5.").waitFor();
    expect(await page.getByRole("button", { name: /^Edit / }).count()).toBe(1);
    expect(faults).toEqual([]);
  }, 60_000);

  test("what is wrong is said, and nothing is lost: neither by a refusal nor by leaving", async () => {
    await using opened = await demo.open("/pages.html#replies", phone);
    const { page } = opened;
    await openRule(page, "Welcome");
    const reply = page.getByRole("textbox", { name: "Reply", exact: true });
    await reply.fill("");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("alert").getByText('The text of "Welcome" is empty.').waitFor();
    await reply.fill("Good day");
    await page.getByRole("button", { name: "webhooks" }).click();
    await page.getByRole("dialog", { name: "Leave without saving?" }).waitFor();
    await page.getByRole("button", { name: "Stay" }).click();
    expect(await reply.inputValue()).toBe("Good day");
    await page.getByRole("button", { name: "webhooks" }).click();
    await page.getByRole("button", { name: "Leave", exact: true }).click();
    await page.getByRole("heading", { name: "Webhooks" }).waitFor();
    await page.getByRole("button", { name: "replies" }).click();
    await openRule(page, "Welcome");
    expect(await reply.inputValue()).toContain("this is *Riverside Bakery*");
  }, 60_000);

  test("hours are set day by day", async () => {
    await using opened = await demo.open("/pages.html#replies");
    const { page } = opened;
    await page.getByRole("checkbox", { name: "Open on Sunday" }).check();
    await page.getByLabel("Sunday, opens").fill("10:30");
    await page.getByLabel("Sunday, closes").fill("00:00");
    await page.getByRole("button", { name: "Remove these hours on Monday" }).last().click();
    await page.getByRole("button", { name: "Monday’s hours for all weekdays" }).click();
    expect(await page.getByLabel("Friday, closes (2)").count()).toBe(0);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved as version 4.").waitFor();
    await page.getByRole("button", { name: "History" }).click();
    await page.getByRole("button", { name: "Look at version 4" }).click();
    await page.getByText("Sunday: 10:30–00:00").waitFor();
    await page.getByText("Friday: 07:00–13:00", { exact: true }).waitFor();
  }, 60_000);
});

describe("webhooks", () => {
  test("what waits is listed with how it went; chosen events are given up, replayed, deleted", async () => {
    await using opened = await demo.open("/pages.html#webhooks");
    const { page, faults } = opened;
    await page.getByText("6 failures in a row").waitFor();
    expect(await findUnlabelled(page)).toEqual([]);
    await page.getByRole("button", { name: /^Tries of event 4177/ }).click();
    await page
      .getByRole("dialog", { name: "Tries of event 4177" })
      .getByText("The receiver answered 503.")
      .first()
      .waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("checkbox", { name: "Select event 4180" }).check();
    await page.getByRole("button", { name: "Give up", exact: true }).click();
    await page.getByText("1 event is given up.").waitFor();
    await page.getByRole("checkbox", { name: "Select event 4180" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Given up/ }).click();
    await page.getByRole("checkbox", { name: "Select event 4180" }).check();
    await page.getByRole("button", { name: "Replay" }).click();
    await page.getByText("1 event goes out again.").waitFor();
    await page.getByRole("checkbox", { name: "Select all shown" }).check();
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("Nothing was given up").waitFor();
    await page.getByRole("button", { name: /^Delivered/ }).click();
    await page.getByRole("button", { name: "Show more" }).click();
    await page.waitForFunction(() => document.querySelectorAll("[aria-label=Events] > li").length > 20);
    expect(faults).toEqual([]);
  }, 60_000);
});
