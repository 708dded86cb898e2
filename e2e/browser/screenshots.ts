/**
 * Makes the pictures of docs/images from the running product: `bun e2e/browser/screenshots.ts [GALLERY]`.
 * With a folder, each main step goes there too, in both themes at phone and desktop width, to be looked at.
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hearFrom } from "./support/acquaintance.ts";
import type { Person } from "./support/person.ts";
import { Gallery, settle, timezoneId, withoutSandboxBanner } from "./support/shoot.ts";
import { PHONE, Stage } from "./support/stage.ts";

const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const gallery = new Gallery(process.argv[2]);

const acquaintances = [
  { name: "Oma Ilse", number: "+447700900310", says: ["The parcel is here, thank you dear ❤️"] },
  {
    name: "Bakery on Mill Lane",
    number: "+447700900311",
    says: ["Your sourdough is ready from nine tomorrow"],
  },
  {
    name: "Priya Nair",
    number: "+447700900312",
    says: ["Slides are done", "Could you look them over before two?"],
  },
  { name: "Tomás Reyes", number: "+447700900313", says: ["Found your umbrella. It was in my car all along"] },
];

async function act(person: Person, text: string, action: string): Promise<void> {
  await person.message(text).press("Enter");
  await gallery.take(person.page, `message-menu-${action.toLowerCase().replaceAll(/\W+/g, "-")}`);
  const menu = person.page.getByRole("menu", { name: "Message actions" });
  const role = action.startsWith("React") ? "menuitemradio" : "menuitem";
  await menu.getByRole(role, { name: action }).click();
}

/** Opens a chat and looks at it until it counts as read. */
async function read(person: Person, title: string): Promise<void> {
  await person.openChat(title);
  await person.page.getByRole("link", { name: title }).filter({ hasNotText: "unread" }).waitFor();
}

async function signUpSlowly(person: Person, stage: Stage): Promise<void> {
  const { page } = person;
  await gallery.take(page, "sign-up-number");
  await page.getByLabel("Phone number").fill(person.number);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByLabel("6-digit code").waitFor();
  await gallery.take(page, "sign-up-code");
  await page.getByLabel("6-digit code").fill("000000");
  await page.getByRole("alert").waitFor();
  await gallery.take(page, "sign-up-wrong-code");
  await page.getByLabel("6-digit code").fill(await stage.handsets.code(person.number));
  await page.getByLabel("Your name").fill(person.name);
  await gallery.take(page, "sign-up-name");
  await page.getByRole("button", { name: "Start chatting" }).click();
  await page.getByRole("heading", { name: "Chats", level: 1 }).waitFor();
  await gallery.take(page, "no-chats");
}

await using stage = await Stage.set();
const maya = await stage.person(
  { name: "Maya Lindqvist", number: "+447700900301" },
  { timezoneId, colorScheme: "light" },
);
const jonas = await stage.person(
  { name: "Jonas Weber", number: "+447700900302" },
  { timezoneId, colorScheme: "dark", viewport: PHONE, hasTouch: true, deviceScaleFactor: 2 },
);
await Promise.all([signUpSlowly(maya, stage), jonas.signUp(stage.handsets)]);
for (const acquaintance of acquaintances) await hearFrom(stage.server.url, maya.number, acquaintance);
await read(maya, "Oma Ilse");
await maya.write("So glad! I’ll call you on Sunday");
await read(maya, "Bakery on Mill Lane");
await maya.write("Perfect, see you then");
await gallery.take(maya.page, "chat-list-with-unread");

await jonas.startChat(maya.number);
await jonas.write("Morning! Are we still on for the ridge walk on Saturday?");
await maya.openChat("Jonas Weber");
await maya.write("Yes! They say sun until four 🌤️");
await jonas.message("They say sun").waitFor();
await jonas.write("Early train then, at 7:12?");
await maya.message("Early train").waitFor();
await maya.write("I’ll bring the thermos, you bring your famous sandwiches");
await jonas.message("famous").waitFor();
await jonas.write("Famous is a strong word");
await maya.message("strong word").waitFor();
await maya.write("Infamous, then");
await jonas.message("Infamous").waitFor();
await act(jonas, "Infamous", "React with 😂");
await act(jonas, "sun until four", "Reply");
await jonas.write("Rain jackets all the same?");
await maya.message("Rain jackets").waitFor();
await maya.write("Always. Mountains, after all");
await jonas.message("Always").waitFor();
await act(maya, "Rain jackets", "React with 👍");
await jonas.composer.pressSequentially("See you at");
await maya.page.getByLabel("Jonas Weber is typing").waitFor();
await maya.page.mouse.move(0, 0);
await gallery.take(maya.page, "conversation-typing");
await jonas.write("See you at the station!");
await maya.hasTick("Always. Mountains, after all", "read");
await gallery.take(maya.page, "conversation");

mkdirSync(images, { recursive: true });
await maya.page.getByRole("button", { name: "Not now" }).click();
await jonas.page.reload();
await jonas.page.getByText("online", { exact: true }).waitFor();
for (const [person, colorScheme] of [
  [maya, "light"],
  [jonas, "dark"],
] as const) {
  await person.page.emulateMedia({ colorScheme });
  await withoutSandboxBanner(person.page);
  await person.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await settle(person.page);
}
await maya.page.screenshot({ path: `${images}conversation.png` });
await jonas.page.screenshot({ path: `${images}phone-dark.png` });

if (process.argv[2] !== undefined) {
  const { page } = maya;
  await maya.safetyNumber();
  await gallery.take(page, "details");
  await page.getByRole("button", { name: "Mark as verified" }).click();
  await gallery.take(page, "verified");
  await maya.goOffline();
  await page
    .getByText(/^No connection/)
    .filter({ visible: true })
    .waitFor();
  await gallery.take(page, "offline");
  await maya.goOnline();
  const second = await maya.context.newPage();
  await second.goto(stage.server.url);
  await second.getByRole("heading", { name: "another tab" }).waitFor();
  await gallery.take(second, "second-tab");
  await second.close();
  await page.goto(`${stage.server.url}/new`);
  await page.getByLabel("Name or phone number").fill("+447700900999");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByText("is not on Culver yet").waitFor();
  await gallery.take(page, "new-chat");
  for (const section of ["", "/privacy", "/devices", "/about", "/account"]) {
    await page.goto(`${stage.server.url}/settings${section}`);
    await page.waitForTimeout(500);
    await gallery.take(page, `settings${section.replace("/", "-")}`);
  }
  const handsets = await stage.browser.newPage();
  await handsets.goto(`${stage.server.url}/sandbox`);
  await handsets.getByRole("region").first().waitFor();
  await gallery.take(handsets, "handsets");
}
