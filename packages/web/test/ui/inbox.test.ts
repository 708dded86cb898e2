import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { findUnlabelled } from "./demo.ts";
import { type InboxWorld, startInboxWorld } from "./inbox-world.ts";

let world: InboxWorld;
beforeAll(async () => {
  world = await startInboxWorld();
}, 180_000);
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

const field = (page: Page) => page.getByRole("textbox", { name: /^Message to/ });
const log = (page: Page) => page.getByRole("list", { name: "Messages" });

describe("signing in", () => {
  test("a wrong password is said; the right one opens the chats", async () => {
    await using opened = await world.open("", { isSignedIn: false });
    const { page, faults } = opened;
    await page.getByLabel("Login").fill("ann");
    await page.getByLabel("Password", { exact: true }).fill("wrong");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("Login or password is not right.").waitFor();
    expect(await findUnlabelled(page)).toEqual([]);
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: /Maya Lindqvist/ }).waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  test("too many tries, and a server that does not answer, are said", async () => {
    await using opened = await world.open("", { isSignedIn: false });
    const { page } = opened;
    await page.getByLabel("Login").fill("ann");
    await page.getByLabel("Password", { exact: true }).fill("wrong");
    const go = page.getByRole("button", { name: "Sign in", exact: true });
    await page.route("**/business/api/login", (route) => route.abort());
    await go.click();
    await page.getByText("No connection to the server").waitFor();
    await page.unroute("**/business/api/login");
    for (let tries = 0; tries < 6; tries += 1) {
      const answered = page.waitForResponse("**/business/api/login");
      await go.click();
      await answered;
      await page.locator("button[type=submit]:not([disabled])").waitFor();
    }
    await page.getByText("Too many tries").waitFor();
  }, 60_000);

  test("an invitation's link leads in, and a used one says so; the secret leaves the address", async () => {
    await using opened = await world.open("#invitation=SECRET", { isSignedIn: false });
    const { page } = opened;
    await page.getByText("Welcome, Esra").waitFor();
    await page.getByLabel("Choose a login").fill("esra");
    await page.getByLabel("Choose a password").fill("a long password");
    await page.getByRole("button", { name: "Join with a password" }).click();
    await page.getByRole("link", { name: /Maya Lindqvist/ }).waitFor();
    expect(page.url()).not.toContain("SECRET");
    await using used = await world.open("#invitation=USED", { isSignedIn: false });
    await used.page.getByText("This link is no longer valid").waitFor();
  }, 60_000);
});

describe("chats", () => {
  test("filters, labels and search narrow the list; every page of it can be used by name", async () => {
    await using opened = await world.open("");
    const { page, faults } = opened;
    await page.getByRole("link", { name: /Zsófia/ }).waitFor();
    await page.getByRole("button", { name: /^Unassigned/ }).click();
    await page.getByRole("link", { name: /Zsófia/ }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Open/ }).click();
    await page.getByRole("button", { name: "Filter by label" }).click();
    await page.getByRole("menuitemradio", { name: "Refund" }).click();
    await page.getByRole("link", { name: /Maya/ }).waitFor({ state: "detached" });
    await page.getByRole("searchbox").fill("monstera");
    await page.getByRole("region", { name: "Messages" }).getByRole("link").first().click();
    await log(page).getByText("one leaf looks a bit sad").first().waitFor();
    expect(await findUnlabelled(page)).toEqual([]);
    expect(faults).toEqual([]);
  }, 60_000);

  test("a message that comes in moves its chat up, counts, and stands in the title", async () => {
    await using opened = await world.open("");
    const { page, demo } = opened;
    await page.getByRole("link", { name: /Zsófia/ }).waitFor();
    demo.emit({ type: "customer-typing", thread: "t5", typing: true });
    await page.getByRole("link", { name: /Zsófia.*writing/ }).waitFor();
    demo.receive("t5", { kind: "text", text: "Are you still there?" });
    await page.getByRole("listitem").first().getByText("Are you still there?").waitFor();
    await page.getByRole("link", { name: /Zsófia.*1 unread message/ }).waitFor();
    await page.waitForFunction(() => document.title.startsWith("(5)"));
  }, 60_000);

  test("older messages come while one scrolls, and what is read stays in place", async () => {
    await using opened = await world.open("#/chat/t5");
    const { page, demo } = opened;
    await log(page).getByText("Question number 189").waitFor();
    const asked = () => demo.calls.filter((call) => call === "GET /threads/t5/items").length;
    const before = asked();
    await log(page).getByText("Question number 132").scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelectorAll("[data-message]").length > 60);
    expect(asked()).toBeGreaterThan(before);
    demo.receive("t5", { kind: "text", text: "Something new" });
    await page.getByRole("button", { name: "1 new message" }).click();
    await log(page).getByText("Something new").waitFor();
    await log(page).getByText("Question number 186").scrollIntoViewIfNeeded();
    await field(page).fill("Here is the answer");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => {
      const all = [...document.querySelectorAll("[data-message]")];
      const box = all.at(-1)?.getBoundingClientRect();
      return (
        box !== undefined && box.bottom <= innerHeight && document.querySelector("[data-pending]") === null
      );
    });
  }, 60_000);
});

describe("writing", () => {
  test("stands there at once; what is refused says why, and can be sent again", async () => {
    await using opened = await world.open("#/chat/t1");
    const { page, demo, faults } = opened;
    demo.refuse("/threads/t1/messages", "The relay is away.");
    await field(page).fill("On it!");
    await page.keyboard.press("Enter");
    await log(page).getByText("Not sent. The relay is away.").waitFor();
    expect(await field(page).inputValue()).toBe("");
    await log(page).getByRole("button", { name: "Try again" }).click();
    await log(page).getByText("The relay is away.").waitFor({ state: "detached" });
    expect(await log(page).getByText("On it!").count()).toBe(1);
    expect(demo.thread("t1")?.items.at(-1)?.body).toEqual({ kind: "text", text: "On it!" });
    expect(faults).toEqual([]);
  }, 60_000);

  test("notes go to the team alone, and look it", async () => {
    await using opened = await world.open("#/chat/t1");
    const { page, demo } = opened;
    await page.getByRole("button", { name: "Note", exact: true }).click();
    await page.getByPlaceholder(/Only your team/).fill("Be kind to her");
    await page.keyboard.press("Enter");
    await log(page).getByText("Be kind to her").waitFor();
    expect(demo.calls).toContain("POST /threads/t1/notes");
    expect(demo.calls).not.toContain("POST /threads/t1/messages");
  }, 60_000);

  test("a slash offers quick replies; a reply quotes; the channel says that SMS is not encrypted", async () => {
    await using opened = await world.open("#/chat/t1");
    const { page, demo } = opened;
    await field(page).fill("/ho");
    await page.getByRole("option", { name: /hours/ }).waitFor();
    await page.keyboard.press("Enter");
    expect(await field(page).inputValue()).toContain("Monday to Saturday");
    await page.keyboard.press("Alt+Shift+R");
    await page.getByText("Replying to Maya Lindqvist").waitFor();
    await page.keyboard.press("Enter");
    await log(page).getByText("Monday to Saturday").waitFor();
    expect(demo.thread("t1")?.items.at(-1)?.quote).toBeDefined();
    await page.getByRole("button", { name: "SMS", exact: true }).click();
    await page.getByText("Travels as SMS, not encrypted.").waitFor();
    expect(demo.thread("t1")?.thread.channel).toBe("sms");
  }, 60_000);

  test("after the window only templates are offered, with a preview while they are filled in", async () => {
    await using opened = await world.open("#/chat/t4");
    const { page, demo } = opened;
    await page.getByText("not written in the last 24 hours").waitFor();
    await page.getByRole("button", { name: "Choose a template" }).click();
    await page.getByRole("button", { name: /appointment_reminder/ }).click();
    await page.getByRole("dialog").getByLabel("name").fill("Tom");
    await page.getByText("Hello Tom, this is a reminder").waitFor();
    await page.getByRole("dialog").getByLabel("day").fill("Friday");
    await page.getByRole("button", { name: "Send template" }).click();
    await log(page).getByText("Template appointment_reminder").waitFor();
    expect(demo.calls).toContain("POST /threads/t4/messages");
  }, 60_000);

  test("files are uploaded with their progress; buttons are shown as the customer sees them", async () => {
    await using opened = await world.open("#/chat/t1");
    const { page, demo } = opened;
    await page.getByRole("button", { name: "Add", exact: true }).click();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("menuitem", { name: "File or picture" }).click();
    await (await chooser).setFiles({
      name: "care.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("leaves"),
    });
    await log(page).getByRole("link", { name: "Save care.pdf" }).waitFor();
    expect(demo.calls).toContain("POST /media");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("menuitem", { name: "Buttons message" }).click();
    await page.getByLabel("Question or offer").fill("Morning or evening?");
    await page.getByLabel("Button 1", { exact: true }).fill("Morning");
    await page.getByRole("button", { name: "Send", exact: true }).last().click();
    await log(page).getByText("Morning or evening?").waitFor();
  }, 60_000);
});

describe("together", () => {
  test("colleagues are seen; taking, labels and closing show at once and are taken back when refused", async () => {
    await using opened = await world.open("#/chat/t2");
    const { page, demo } = opened;
    await log(page).getByText("It should have been here").waitFor();
    demo.emit({ type: "agent-in-thread", thread: "t2", agent: "a2", state: "viewing" });
    await page.getByText("Ben Okafor is also looking at this").waitFor();
    demo.emit({ type: "agent-in-thread", thread: "t2", agent: "a2", state: "typing" });
    await page.getByText("Ben Okafor is writing").waitFor();
    demo.refuse("/threads/t2", "Ben was faster.");
    await page.getByRole("button", { name: "Take it" }).click();
    await page.getByText("Ben was faster.").waitFor();
    await page.getByRole("button", { name: "Take it" }).click();
    await page.getByRole("button", { name: "With you" }).waitFor();
    await page.keyboard.press("Alt+i");
    await page.getByRole("complementary").getByRole("button", { name: "Refund" }).click();
    await page.getByRole("complementary").getByRole("button", { name: "Close chat" }).click();
    await page.getByText("Chat closed.").waitFor();
    expect(demo.thread("t2")?.thread).toMatchObject({
      assignee: "a1",
      state: "closed",
      labels: ["l4", "l2"],
    });
  }, 60_000);

  test("a break of the connection is said, and what was missed is read afterwards", async () => {
    await using opened = await world.open("#/chat/t2");
    const { page, demo } = opened;
    await log(page).getByText("It should have been here").waitFor();
    demo.setDown(true);
    await page.getByText("No connection. What you send waits here.").waitFor();
    demo.receive("t2", { kind: "text", text: "Written meanwhile" });
    demo.setDown(false);
    await log(page).getByText("Written meanwhile").waitFor();
    await page.getByText("No connection.").waitFor({ state: "detached" });
    demo.emit({ type: "signed-out" });
    await page.getByText("You were signed out").waitFor();
  }, 60_000);

  test("somebody is invited by a link; labels are made; the log is read to its end", async () => {
    await using opened = await world.open("#/team");
    const { page, faults } = opened;
    await page.getByRole("button", { name: "Invite somebody" }).click();
    await page.getByLabel("Name").fill("Flora");
    await page.getByRole("button", { name: "Make the link" }).click();
    await page.getByText(/\/business#invitation=SECRET$/u).waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("Flora").waitFor();
    expect(await findUnlabelled(page)).toEqual([]);
    await page.getByRole("link", { name: "Labels and quick replies" }).click();
    await page.getByRole("button", { name: "Add a label" }).click();
    await page.getByLabel("Name").fill("Gift");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Gift").waitFor();
    await page.getByRole("link", { name: "Log" }).click();
    await page.getByText("Ann Becker has taken the chat").first().waitFor();
    expect(faults).toEqual([]);
  }, 60_000);
});

describe("the page itself", () => {
  test("on a phone, the list and the chat take turns", async () => {
    await using opened = await world.open("", { viewport: { width: 390, height: 844 } });
    const { page } = opened;
    await page.getByRole("link", { name: /Maya Lindqvist/ }).click();
    await field(page).waitFor();
    expect(await page.getByRole("searchbox").isVisible()).toBe(false);
    await page.getByRole("button", { name: "Back to the chats" }).click();
    await page.getByRole("searchbox").waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide).toBe(false);
  }, 60_000);

  test("is under 200 kB of script to begin with, and nothing of the messenger's own client", async () => {
    const html = await readFile(join(world.folder, "business.html"), "utf8");
    const first = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/gu)].map(([, path = ""]) => path);
    expect(first.length).toBeGreaterThan(0);
    let size = 0;
    for (const path of first) size += Bun.gzipSync(await readFile(join(world.folder, path))).length;
    expect(size).toBeLessThan(200_000);
    for (const name of await readdir(join(world.folder, "assets"))) {
      if (!name.endsWith(".js")) continue;
      const source = await readFile(join(world.folder, "assets", name), "utf8");
      expect(source.includes("urn:xmpp") || source.includes("mls10")).toBe(false);
    }
  });
});
