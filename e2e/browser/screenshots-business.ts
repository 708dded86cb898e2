/**
 * Makes the pictures of docs/images that are about businesses: `bun e2e/browser/screenshots-business.ts [GALLERY]`.
 * With a folder, each main step goes there too, in both themes at phone and desktop width, to be looked at.
 */
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { Agent } from "./support/agent.ts";
import { Bot } from "./support/bot.ts";
import { landscape } from "./support/landscape.ts";
import { Gallery, settle, timezoneId, withoutSandboxBanner } from "./support/shoot.ts";
import { fillShop, replies } from "./support/shop.ts";
import { PHONE, Stage } from "./support/stage.ts";

const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const gallery = new Gallery(process.argv[2]);
const BEN = "+447700900502";
const WIDE = { width: 1280, height: 800 };

/** A picture for the docs. */
async function picture(of: Page, name: string, size = WIDE): Promise<void> {
  const before = of.viewportSize() ?? WIDE;
  await of.setViewportSize(size);
  await of.emulateMedia({ colorScheme: "light" });
  await settle(of);
  await of.screenshot({ path: `${images}business-${name}.png` });
  await of.emulateMedia({ colorScheme: null });
  await of.setViewportSize(before);
}

await using stage = await Stage.set();
await using bot = await Bot.of(stage, "Riverside Bakery", "+447700900500");
const ann = await stage.person({ name: "Ann Okafor", number: "+447700900501" }, { timezoneId });
await ann.signUp(stage.handsets);
await fillShop(bot);

const link = await bot.invite("Mara Lindqvist", "operator");
const mara = await Agent.arrive(stage.browser, { name: "Mara Lindqvist", login: "mara" }, { timezoneId });
const { page } = mara;
await page.goto(link);
await page.getByLabel("Choose a login").fill("mara");
await gallery.take(page, "invitation");
await mara.join(link, "a door with seven locks");
await gallery.take(page, "inbox-empty");

/** A call of the inbox's API, as the page makes it. */
const put = (method: string, path: string, body: object): Promise<void> =>
  page.evaluate(
    async ([verb, to, json]) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`/business/api/${to}`, { method: verb, headers, body: json });
      if (!answer.ok) throw new Error(`${to}: ${answer.status} ${await answer.text()}`);
    },
    [method, path, JSON.stringify(body)] as const,
  );
for (const [name, tint] of [
  ["Order", 0],
  ["Allergy", 3],
  ["Delivery", 5],
] as const)
  await put("POST", "labels", { name, tint });
for (const [shortcut, text] of [
  ["hours", "We are open from seven to four, on Sundays until noon."],
  ["way", "We are at 4 Mill Lane, by the old bridge. The blue door."],
  ["thanks", "Thank you, and see you soon!"],
])
  await put("POST", "quick-replies", { shortcut, text });

await ann.startChat(bot.number);
await ann.write("Good morning! Is there rye bread today?");
await stage.handsets.add(BEN);
await stage.handsets.write(BEN, bot.number, "Hello, do you deliver on Sundays?");
const photo = await landscape(ann.page, "evening.jpg");
await bot.askWithButtons(ann.number, "There is: *two loaves* are left. Shall we keep one for you?", {
  keep: "Keep one for me",
  come: "I will come by",
  other: "Something else",
});
await ann.message("There is").getByRole("button", { name: "Keep one for me" }).click();
await ann.message("There is").getByRole("button", { name: "Keep one for me, chosen" }).waitFor();
await bot.askWithButtons(BEN, "We do, until noon. Shall we bring bread this Sunday?", {
  yes: "Yes, please",
  no: "Not this time",
});
await stage.handsets.texts(BEN, "Reply 1 for").waitFor();
await stage.handsets.answer(BEN, "1");
await bot.send(ann.number, "interactive", {
  type: "list",
  header: { type: "text", text: "Fresh today" },
  body: { text: "Would you like something with it?" },
  footer: { text: "Until we close at four" },
  action: {
    button: "See what is fresh",
    sections: [
      {
        title: "Sweet",
        rows: [
          { id: "bun", title: "Cinnamon bun", description: "With cardamom, best while it is warm" },
          { id: "tart", title: "Apple tart", description: "Boskoop apples from across the river" },
        ],
      },
      { title: "To drink", rows: [{ id: "coffee", title: "Filter coffee" }] },
    ],
  },
});
const asked = ann.message("Would you like something with it?");
await asked.getByRole("button", { name: "See what is fresh" }).click();
await ann.page.getByRole("radio", { name: /Cinnamon bun/ }).check();
await gallery.take(ann.page, "app-list-sheet");
await withoutSandboxBanner(ann.page);
await picture(ann.page, "list", PHONE);
await ann.page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
await bot.send(ann.number, "location", {
  latitude: 51.4839,
  longitude: -0.6044,
  name: "Riverside Bakery",
  address: "4 Mill Lane, by the old bridge",
});
await bot.send(ann.number, "contacts", [
  {
    name: { formatted_name: "Tom Hale", first_name: "Tom" },
    phones: [{ phone: "+44 7700 900510", type: "WORK" }],
    emails: [{ email: "tom@riverside-bakery.example", type: "WORK" }],
    org: { company: "Riverside Bakery" },
  },
]);
await bot.send(ann.number, "template", {
  name: "order_ready",
  language: { code: "en" },
  components: [
    {
      type: "body",
      parameters: [
        { type: "text", text: "Ann" },
        { type: "text", text: "one rye loaf" },
      ],
    },
  ],
});
await ann.message("is ready").waitFor();
await gallery.take(ann.page, "app-chat-end");
await gallery.take(ann.page, "app-chat-middle", () =>
  ann.message("There is").evaluate((row) => row.scrollIntoView({ block: "start" })),
);
await ann.message("There is").evaluate((row) => row.scrollIntoView({ block: "start" }));
await picture(ann.page, "app", PHONE);
await ann.write("Could a person tell me what is in the rye? My sister is allergic to nuts 🥜");

await mara.row("Ann Okafor").waitFor();
await gallery.take(page, "inbox-list", async () => {
  const back = page.getByRole("button", { name: "Back to the chats" });
  if (await back.isVisible()) await back.click();
});
await mara.openChat("Ann Okafor");
await page.getByRole("button", { name: "Take it" }).click();
await page.getByRole("button", { name: "With you" }).waitFor();
await mara.note("Nuts: the seeded loaf has them, the rye has not. The mill wrote in March.");
await mara.write("Good morning Ann! Rye, water, salt and two days of patience. No nuts.");
await ann.message("two days of patience").waitFor();
await mara.sendFile(photo);
await ann.page.getByRole("button", { name: /^Open .*evening/ }).waitFor();
await ann.sendFile(await landscape(ann.page, "window.jpg", 900, 900), "This one, in the window?");
await mara.message("This one, in the window?").waitFor();
await page.getByRole("button", { name: "Details", exact: true }).click();
await page.getByRole("region", { name: "Labels" }).getByRole("button", { name: "Order" }).click();
await page.getByRole("region", { name: "Labels" }).getByRole("button", { name: "Allergy" }).click();
await page.getByRole("button", { name: "Details", exact: true }).click();
const joel = await Agent.arrive(stage.browser, { name: "Joel Weber", login: "joel" }, { timezoneId });
await joel.join(await bot.invite("Joel Weber", "agent"), "another door, other locks");
await joel.openChat("Ann Okafor");
await page.getByText("Joel Weber is also looking at this").waitFor();
await gallery.take(page, "thread-end");
await page.getByRole("button", { name: "Details", exact: true }).click();
await picture(page, "inbox");
await page.getByRole("button", { name: "Details", exact: true }).click();
await gallery.take(page, "thread-start", () =>
  mara.message("rye bread today").evaluate((row) => row.scrollIntoView({ block: "start" })),
);
await mara.composer.fill("/");
await page.getByRole("listbox", { name: "Quick replies" }).waitFor();
await gallery.take(page, "quick-replies");
await mara.composer.fill("");
await page.getByRole("button", { name: "Note", exact: true }).click();
await gallery.take(page, "note");
await page.getByRole("button", { name: "Message", exact: true }).click();
await page.getByRole("button", { name: "Add", exact: true }).click();
await gallery.take(page, "add-menu");
await page.getByRole("menuitem", { name: "Template" }).click();
await page.getByRole("button", { name: /order_ready/ }).waitFor();
await gallery.take(page, "template-picker");
await page.getByRole("button", { name: /order_ready/ }).click();
await page.getByRole("dialog").getByLabel("Value {{1}}").fill("Ann");
await gallery.take(page, "template-fill");
await page.keyboard.press("Escape");
await page.getByRole("button", { name: "Add", exact: true }).click();
await page.getByRole("menuitem", { name: "Buttons message" }).click();
await page.getByLabel("Question or offer").fill("Shall we slice it for you?");
await page.getByLabel("Button 1", { exact: true }).fill("Yes, please");
await gallery.take(page, "buttons-dialog");
await page.keyboard.press("Escape");
await mara.openChat("+44 7700 900502");
await mara.write("Good morning Ben. Sunday at nine, to the blue door?");
await mara.composer.fill("We ring twice.");
await gallery.take(page, "thread-sms");
await picture(page, "sms");
await mara.composer.fill("");
await page.getByRole("searchbox").fill("rye");
await page.getByText("two days of patience").first().waitFor();
await gallery.take(page, "search", async () => {
  const back = page.getByRole("button", { name: "Back to the chats" });
  if (await back.isVisible()) await back.click();
});
await page.getByRole("searchbox").fill("");
await put("PUT", `replies?number=${bot.created.phone_number_id}`, replies);
for (const [name, title] of [
  ["templates", "Templates"],
  ["replies", "Automatic replies"],
  ["webhooks", "Webhooks"],
  ["labels", "Labels and quick replies"],
  ["team", "Team"],
  ["log", "Log"],
  ["account", "Your account"],
] as const) {
  await page.goto(`${stage.server.url}/business#/${name}`);
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await gallery.take(page, `page-${name}`);
  if (name === "templates" || name === "replies") await picture(page, name);
}
await page.goto(`${stage.server.url}/business/reference`);
await gallery.take(page, "reference");
await page.goto(`${stage.server.url}/business`);
await mara.signOut();
await gallery.take(page, "sign-in");
