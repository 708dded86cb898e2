/**
 * Makes the pictures of docs/images that are about phones: `bun e2e/browser/screenshots-sms.ts [GALLERY]`.
 * With a folder, each main step goes there too, in both themes at phone and desktop width, to be looked at.
 */
import { fileURLToPath } from "node:url";
import { hearFrom } from "./support/acquaintance.ts";
import { HandsetPage } from "./support/handsets.ts";
import { landscape } from "./support/landscape.ts";
import { Gallery, settle, timezoneId, withoutSandboxBanner } from "./support/shoot.ts";
import { DESKTOP, Stage } from "./support/stage.ts";

const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const gallery = new Gallery(process.argv[2]);
const POTTER = "+447700900351";
const GARAGE = "+447700900352";
const HUT = "+447700900353";

/** A handset writes to whoever wrote to it. */
async function phoneWrites(server: string, from: string, to: string, text: string): Promise<void> {
  const answer = await fetch(`${server}/sandbox/handsets/${encodeURIComponent(from)}/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ to, text }),
  });
  if (!answer.ok) throw new Error(`the handset could not write: ${answer.status}`);
}

/** How the carrier treats a phone; without `behaviour` as it should. */
async function phoneBehaves(server: string, number: string, behaviour?: object): Promise<void> {
  await fetch(`${server}/sandbox/behaviour`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ number, behaviour }),
  });
}

await using stage = await Stage.set({ env: { CULVER_SMS_POOL: "+447700900980-+447700900982" } });
const { url } = stage.server;
const maya = await stage.person(
  { name: "Maya Lindqvist", number: "+447700900301" },
  { timezoneId, colorScheme: "light" },
);
const jonas = await stage.person({ name: "Jonas Weber", number: "+447700900302" }, { timezoneId });
await Promise.all([maya.signUp(stage.handsets), jonas.signUp(stage.handsets)]);
const { page } = maya;
const pool = async () => {
  await page
    .getByText(/^\+44 7700 90098\d$/)
    .first()
    .waitFor();
  return (
    (await page
      .getByText(/^\+44 7700 90098\d$/)
      .first()
      .textContent()) ?? ""
  ).replaceAll(" ", "");
};
const name = async (text: string) => {
  await page.getByRole("button", { name: /, Details$/ }).click();
  await page.getByLabel("Name you gave this phone").fill(text);
  await page.keyboard.press("Enter");
  const number = await pool();
  await gallery.take(page, `sms-details-${text.split(" ")[0]?.toLowerCase()}`);
  await page.getByRole("button", { name: "Details", exact: true }).click();
  return number;
};
await hearFrom(url, maya.number, {
  name: "Priya Nair",
  number: "+447700900312",
  says: ["Slides are done", "Could you look them over before two?"],
});

const photo = await landscape(page, "evening.jpg");
await maya.startChat(jonas.number);
await maya.sendFile(photo, "Tomorrow we stand there");
await jonas.page.getByRole("link", { name: "Tomorrow" }).click();
await jonas.message("Tomorrow").getByRole("button", { name: "Open evening.jpg" }).waitFor();
await jonas.write("I have packed the thermos ☕️");
await maya.message("thermos").waitFor();
await gallery.take(jonas.page, "picture-in-chat");
await jonas.message("Tomorrow").getByRole("button", { name: "Open evening.jpg" }).click();
await jonas.page.getByRole("dialog", { name: "Photos and videos" }).waitFor();
await gallery.take(jonas.page, "picture-viewer");
await jonas.page.keyboard.press("Escape");

await page.getByRole("button", { name: "New chat" }).first().click();
await page.getByLabel("Name or phone number").fill(POTTER);
await page.getByRole("button", { name: "Find", exact: true }).click();
await page.getByText("is not on Culver yet").waitFor();
await gallery.take(page, "sms-new-chat");
await page.getByRole("button", { name: "Send an SMS" }).click();
await maya.smsComposer.waitFor();
await gallery.take(page, "sms-empty");
await maya.writeSms("Good morning! Is the blue bowl in your window still there?");
const from = await name("Ines, pottery");
await phoneWrites(url, POTTER, from, "Good morning. It is! I can put it aside for you until Saturday");
await maya.message("put it aside").waitFor();
await maya.writeSms("Please do, and thank you 🏺");
await phoneWrites(url, POTTER, from, "Done. We open at ten, come before it rains");
await maya.message("before it rains").waitFor();
await maya.hasTick("Please do, and thank you 🏺", "delivered");
const phones = await stage.browser.newPage({
  viewport: DESKTOP,
  locale: "en-GB",
  timezoneId,
  colorScheme: "light",
  deviceScaleFactor: 2,
});
await phones.goto(`${url}/sandbox`);
const potter = new HandsetPage(phones).phone(POTTER);
await potter.getByText("come before it rains").waitFor();
await settle(phones);
await potter.screenshot({ path: `${images}handset.png` });
await maya.smsComposer.fill(
  "I will be there at ten. My sister says the glaze is lovely – is it safe in the dishwasher? 🙂",
);
await gallery.take(page, "sms-chat");
await page
  .getByRole("button", { name: /not encrypted/ })
  .last()
  .click();
await gallery.take(page, "sms-explained");
await page
  .getByRole("button", { name: /not encrypted/ })
  .last()
  .click();

await maya.smsComposer.fill("");
const dialog = await maya.chooseFile(photo, "The view from our hill, for your wall");
await gallery.take(page, "sms-attach");
await dialog.getByRole("button", { name: "Send", exact: true }).click();
await page.getByText(/The link works until/).waitFor();
await maya.hasTick(`Photo, The view from our hill, for your wall`, "delivered");
await gallery.take(page, "sms-link-sent");
await maya.smsComposer.fill("I will be there at ten. Is it safe in the dishwasher?");
await page.getByRole("button", { name: "Not now" }).click();
await page.emulateMedia({ colorScheme: "light" });
await withoutSandboxBanner(page);
await settle(page);
await page.screenshot({ path: `${images}sms-chat.png` });
await maya.smsComposer.fill("");
await gallery.take(phones, "handsets");
const href = await stage.handsets
  .texts(POTTER, "The view from our hill")
  .getByRole("link")
  .getAttribute("href");
const stranger = await stage.browser.newContext({ viewport: DESKTOP });
const linkPage = await stranger.newPage();
await linkPage.goto(href ?? "");
await linkPage.getByRole("img", { name: /evening/ }).waitFor();
await gallery.take(linkPage, "link-page");
await linkPage.goto("about:blank");
await linkPage.goto((href ?? "").slice(0, -30));
await linkPage.getByRole("alert").waitFor();
await gallery.take(linkPage, "link-page-incomplete");

await maya.startSms(GARAGE);
await maya.writeSms("Hello, when can I bring the car?");
const garage = await name("Garage");
await phoneWrites(url, GARAGE, garage, "STOP");
await page.getByText("This phone wants no more SMS").waitFor();
await gallery.take(page, "sms-stopped");

await phoneBehaves(url, HUT, { receipt: "undeliverable", receiptError: "001" });
await maya.startSms(HUT);
await maya.writeSms("Two beds for Saturday, please");
await maya.hasTick("Two beds for Saturday, please", "not sent");
await gallery.take(page, "sms-failed");
await phoneBehaves(url, HUT);
const owner = await stage.person({ name: "Kerstin, the hut", number: HUT }, { timezoneId });
await owner.signUp(stage.handsets);
await page.reload();
await page.getByRole("button", { name: "Continue encrypted" }).waitFor();
await gallery.take(page, "sms-joined");

if (process.argv[2] !== undefined) {
  const operator = await stage.browser.newPage();
  await operator.goto(`${url}/operator/sms`);
  await operator.getByText("In service").waitFor();
  await gallery.take(operator, "operator");
  await jonas.page.goto(`${url}/settings/sms`);
  await jonas.page.getByLabel("After 1 minute offline").check();
  await gallery.take(jonas.page, "settings-sms");
  await jonas.page.goto(`${url}/sandbox`);
  await maya.page.getByRole("link", { name: "Jonas Weber" }).click();
  await maya.write("Left the keys under the mat");
  const sms = new HandsetPage(jonas.page).phone(jonas.number).getByText(/^Encrypted SMS/);
  await sms.waitFor({ state: "attached", timeout: 90_000 });
  await gallery.take(jonas.page, "handset-encrypted-sms", async () => {
    const tab = jonas.page.getByRole("button", { name: "07700 900302" });
    if (await tab.isVisible()) await tab.click();
    await sms.scrollIntoViewIfNeeded();
  });
}
