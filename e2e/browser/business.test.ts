import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { basename } from "node:path";
import { until } from "../src/business/business.ts";
import { Agent } from "./support/agent.ts";
import { Bot } from "./support/bot.ts";
import { filesOf } from "./support/data-folder.ts";
import { landscape } from "./support/landscape.ts";
import { marked } from "./support/marked.ts";
import { findTexts } from "./support/needles.ts";
import type { Person } from "./support/person.ts";
import { DESKTOP, Stage } from "./support/stage.ts";

const LIMIT_MS = 60_000;
const SHOP = "+447700900500";
const BEN = "+447700900502";
const BEN_SHOWN = "+44 7700 900502";
const PASSWORD = "a door with seven locks";

const annAsks = marked("Have you got rye bread today?");
const benAsks = marked("Do you deliver on Sundays?");
const choice = marked("Shall we bring it, or will you come by?");
const loaves = marked("Which loaf shall it be?");
const annWrites = marked("Could somebody tell me what is in it");
const toAnn = marked("Rye, water, salt, and two days of patience");
const toBen = marked("On Sundays we bring it until noon");
const note = marked("She is allergic to nuts");
const hours = marked("We are open from seven to four");
const second = marked("I have looked after Ben");
const later = marked("One more question");
const secrets = [
  ...[annAsks, benAsks, choice, loaves, annWrites, toAnn, toBen, note, hours, second, later],
].map(({ mark }) => mark);

let stage: Stage;
let bot: Bot;
let ann: Person;
let mara: Agent;
let joel: Agent;
/** The invitations' links, of which nothing may be logged. */
const links: string[] = [];

beforeAll(async () => {
  stage = await Stage.set({ env: { CULVER_LOG_LEVEL: "debug" }, keepsOutput: true });
  bot = await Bot.of(stage, "Riverside Bakery", SHOP);
  ann = await stage.person({ name: "Ann", number: "+447700900501" }, { viewport: DESKTOP });
  await ann.signUp(stage.handsets);
}, LIMIT_MS);

afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await stage?.[Symbol.asyncDispose]();
});

describe("customers and the business's software", () => {
  test(
    "a person in the app and one with a phone write; each is an ordinary webhook",
    async () => {
      await ann.startChat(SHOP);
      await ann.write(annAsks.text);
      await stage.handsets.add(BEN);
      await stage.handsets.write(BEN, SHOP, benAsks.text);
      expect(await bot.told(({ text }) => text?.body === annAsks.text)).toMatchObject({
        from: ann.number.slice(1),
        type: "text",
        id: expect.stringMatching(/^wamid\./),
      });
      expect(await bot.told(({ text }) => text?.body === benAsks.text)).toMatchObject({
        from: BEN.slice(1),
        type: "text",
      });
      const value = bot.receiver.changes().find((one) => JSON.stringify(one).includes(annAsks.mark));
      expect(value).toMatchObject({
        messaging_product: "whatsapp",
        metadata: { phone_number_id: bot.created.phone_number_id },
        contacts: [{ profile: { name: "Ann" }, wa_id: ann.number.slice(1) }],
      });
      expect(bot.receiver.isSigned(bot.created.app_secret)).toBe(true);
    },
    LIMIT_MS,
  );

  test(
    "buttons are tapped in the app and answered with a number by SMS; both come back as button_reply",
    async () => {
      const buttons = { bring: "Bring it", come: "I will come by" };
      const toApp = await bot.askWithButtons(ann.number, choice.text, buttons);
      const toPhone = await bot.askWithButtons(BEN, choice.text, buttons);
      // A name travels encrypted, with the first message.
      await ann.page.getByRole("heading", { name: "Riverside Bakery" }).waitFor();
      const asked = ann.message(choice.text);
      await asked.getByRole("button", { name: "I will come by" }).click();
      await asked.getByRole("button", { name: "I will come by, chosen", pressed: true }).waitFor();
      expect(await bot.told(({ context }) => context?.id === toApp)).toMatchObject({
        from: ann.number.slice(1),
        type: "interactive",
        interactive: { type: "button_reply", button_reply: { id: "come", title: "I will come by" } },
      });
      await stage.handsets.texts(BEN, "Reply 1 for Bring it").waitFor();
      await stage.handsets.answer(BEN, "1");
      expect(await bot.told(({ context }) => context?.id === toPhone)).toMatchObject({
        from: BEN.slice(1),
        type: "interactive",
        interactive: { type: "button_reply", button_reply: { id: "bring", title: "Bring it" } },
      });
      await until(() => bot.receiver.statusesOf(toPhone).includes("delivered"), "the delivered status");
    },
    LIMIT_MS,
  );

  test(
    "a list opens as a sheet, and the row that is sent comes back as list_reply",
    async () => {
      const rows = [
        { id: "dark", title: "Dark rye", description: "1 kg, two days old" },
        { id: "seeds", title: "Seeded loaf" },
      ];
      const id = await bot.send(ann.number, "interactive", {
        type: "list",
        body: { text: loaves.text },
        action: { button: "See the loaves", sections: [{ title: "Today", rows }] },
      });
      await ann.message(loaves.text).getByRole("button", { name: "See the loaves" }).click();
      const sheet = ann.page.getByRole("dialog", { name: "See the loaves" });
      await sheet.getByRole("radio", { name: /Dark rye/ }).check();
      await sheet.getByRole("button", { name: "Send" }).click();
      await ann.message(loaves.text).getByText("Chosen: Dark rye").waitFor();
      expect(await bot.told(({ context }) => context?.id === id)).toMatchObject({
        interactive: { type: "list_reply", list_reply: rows[0] },
      });
    },
    LIMIT_MS,
  );
});

describe("an agent takes over", () => {
  test(
    "the printed link leads in; both chats are there, each with the way it goes",
    async () => {
      mara = await Agent.arrive(stage.browser, { name: "Mara", login: "mara" });
      links.push(bot.created.inbox);
      await mara.join(bot.created.inbox, PASSWORD);
      expect(mara.page.url()).not.toContain("invitation");
      await mara.row("Ann").getByText("App", { exact: true }).waitFor();
      await mara.row(BEN_SHOWN).getByText("SMS", { exact: true }).waitFor();
      await mara.openChat("Ann");
      await mara.message(annAsks.text).waitFor();
      await mara.message(`By API: ${choice.text}`).getByText("I will come by").waitFor();
      await mara.message("From Ann: I will come by").getByText("Chose", { exact: true }).waitFor();
      await mara.message("From Ann: Dark rye").waitFor();
      await mara.page.getByRole("button", { name: "Take it" }).click();
      await mara.page.getByRole("button", { name: "With you" }).waitFor();
    },
    LIMIT_MS,
  );

  test(
    "a colleague joins by a link with a passkey and sees what happens as it happens",
    async () => {
      await mara.openPage("Team");
      await mara.page.getByRole("button", { name: "Invite somebody" }).click();
      await mara.page.getByRole("dialog").getByLabel("Name").fill("Joel");
      await mara.page.getByRole("button", { name: "Make the link" }).click();
      const link = await mara.page.getByText(/\/business#invitation=/).textContent();
      links.push(link ?? "");
      await mara.page.keyboard.press("Escape");
      joel = await Agent.arrive(stage.browser, { name: "Joel", login: "joel" });
      await joel.withAuthenticator();
      await joel.joinByPasskey(link ?? "");
      await mara.page.getByRole("listitem").filter({ hasText: "Joel" }).getByText("Here now").waitFor();
      await joel.openChat("Ann");
      await joel.event("has taken this chat").waitFor();
      await mara.openInbox();
      await mara.openChat("Ann");
      await joel.page.getByText("is also looking at this").waitFor();
    },
    LIMIT_MS,
  );

  test(
    "the customer is seen writing, and what the agent answers is in her app",
    async () => {
      await ann.composer.pressSequentially(annWrites.text);
      await mara.page.getByText("writing…").first().waitFor();
      await ann.composer.press("Enter");
      await mara.message(annWrites.text).waitFor();
      await mara.composer.pressSequentially(toAnn.text);
      await joel.page.getByText("Admin is writing").waitFor();
      await mara.composer.press("Enter");
      await ann.message(toAnn.text).waitFor();
      await mara.hasStatus(toAnn.text, "read");
      await joel.message(toAnn.text).waitFor();
    },
    LIMIT_MS,
  );

  test(
    "a picture is in the app as a picture and reaches a phone as a link that opens it",
    async () => {
      const photo = await landscape(mara.page, "oven.jpg", 800, 500);
      await mara.sendFile(photo);
      await ann.page.getByRole("button", { name: /^Open .*oven/ }).waitFor();
      await mara.openChat(BEN_SHOWN);
      await mara.message(benAsks.text).waitFor();
      await mara.message("Bring it").getByText("Chose", { exact: true }).waitFor();
      await mara.write(toBen.text);
      await stage.handsets.texts(BEN, toBen.text).waitFor();
      await mara.hasStatus(toBen.text, "delivered");
      await mara.sendFile(photo);
      const link = stage.handsets.texts(BEN, "/m/").getByRole("link");
      const href = (await link.getAttribute("href")) ?? "";
      expect(href).toStartWith(`${stage.server.url}/m/`);
      const customer = await stage.browser.newPage();
      await customer.goto(href);
      await customer.getByRole("img", { name: /oven/ }).waitFor();
      await customer.close();
    },
    LIMIT_MS,
  );

  test(
    "notes and labels stay within the team; a quick reply goes out; a closed chat opens when the customer writes",
    async () => {
      const { page } = mara;
      await mara.openPage("Labels and quick replies");
      await page.getByRole("button", { name: "Add a label" }).click();
      await page.getByLabel("Name").fill("Delivery");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Add a quick reply" }).click();
      await page.getByLabel("Short name").fill("hours");
      await page.getByLabel("Text", { exact: true }).fill(hours.text);
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("/hours").waitFor();
      await mara.openPage("Webhooks");
      await page.getByRole("region", { name: "Receivers" }).getByText(bot.receiver.url).waitFor();
      await mara.openInbox();
      await mara.openChat("Ann");
      await mara.note(note.text);
      await joel.message(note.text).waitFor();
      await mara.composer.pressSequentially("/ho");
      await page.getByRole("option", { name: /hours/ }).click();
      await mara.composer.press("Enter");
      await ann.message(hours.text).waitFor();
      expect(await ann.page.getByText(note.text).count()).toBe(0);
      await page.getByRole("button", { name: "Details", exact: true }).click();
      await page.getByRole("region", { name: "Labels" }).getByRole("button", { name: "Delivery" }).click();
      await joel.row("Ann").getByText("Delivery").waitFor();
      await page.getByRole("region", { name: "State" }).getByRole("button", { name: "Close chat" }).click();
      await joel.event("closed the chat").waitFor();
      await mara.row("Ann").waitFor({ state: "detached" });
      await ann.write(later.text);
      await mara.row("Ann").waitFor();
      await mara.message(later.text).waitFor();
    },
    LIMIT_MS,
  );

  test(
    "the colleague signs out, and in again by the passkey",
    async () => {
      await joel.signOut();
      await joel.page.getByRole("button", { name: "Use a passkey" }).click();
      await joel.openChat(BEN_SHOWN);
      await joel.write(second.text);
      await stage.handsets.texts(BEN, second.text).waitFor();
      await mara.row(BEN_SHOWN).getByText(second.text).waitFor();
    },
    LIMIT_MS,
  );
});

describe("what the server keeps of it", () => {
  test(
    "texts are in the business's own database and in no other file of the server; tokens in none",
    async () => {
      const files = filesOf(stage.server.data);
      const names = files.map(({ path }) => basename(path));
      expect(names).toEqual(expect.arrayContaining(["culver.db", "sms.db", "business.db"]));
      const ofRelay = files.filter(
        ({ path }) => !path.slice(stage.server.data.length + 1).startsWith("business"),
      );
      for (const { path, bytes } of ofRelay) expect(findTexts(secrets, path, bytes)).toEqual([]);
      const kept = [bot.created.token, PASSWORD, ...links.map((link) => link.split("=")[1] ?? "")];
      for (const { path, bytes } of files) expect(findTexts(kept, path, bytes)).toEqual([]);
      // The business's part does read what its customers write.
      const ofBusiness = files.filter(({ path }) => basename(path).startsWith("business.db"));
      expect(ofBusiness.flatMap(({ path, bytes }) => findTexts([annAsks.mark], path, bytes))).not.toEqual([]);
    },
    LIMIT_MS,
  );

  test("its log has no text, number, token or link; no page met an error", () => {
    const { said } = stage.server;
    expect(said.length).toBeGreaterThan(0);
    const numbers = [ann.number, BEN, SHOP].map((number) => number.slice(1));
    const { token, app_secret: secret } = bot.created;
    const others = [token, secret, PASSWORD, ...links.map((link) => link.split("=")[1] ?? "")];
    expect(findTexts([...secrets, ...numbers, ...others], "the log", said)).toEqual([]);
    for (const { faults } of [ann, mara, joel]) expect(faults.all).toEqual([]);
  });
});
