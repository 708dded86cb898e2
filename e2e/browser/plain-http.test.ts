import { expect, test } from "bun:test";
import { Faults } from "./support/faults.ts";
import { PHONE, Stage } from "./support/stage.ts";

test("over plain HTTP off localhost the page says why it cannot work, and where it can", async () => {
  await using stage = await Stage.set({ chromiumArgs: ["--host-resolver-rules=MAP chat.test 127.0.0.1"] });
  const address = new URL(stage.server.url);
  address.hostname = "chat.test";
  const page = await stage.browser.newPage({ viewport: PHONE });
  const faults = new Faults(page.context());
  await page.goto(address.href);
  await page.getByRole("heading", { name: "This page needs HTTPS" }).waitFor();
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  const words = await page.getByRole("main").textContent();
  expect(words).toContain("encrypts every message in your browser");
  expect(words).toContain("give it a certificate");
  const open = page.getByRole("link", { name: "Open it securely" });
  expect(await open.getAttribute("href")).toBe("https://chat.test/");
  expect(await page.getByRole("textbox").count()).toBe(0);
  // Chromium's own remark on any page served this way that isolates itself from its openers.
  expect(faults.all.filter((fault) => !fault.startsWith("The Cross-Origin-Opener-Policy header"))).toEqual(
    [],
  );
}, 60_000);
