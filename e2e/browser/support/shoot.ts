import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { DESKTOP, PHONE } from "./stage.ts";

/** A time zone in which it is between ten and eleven in the morning. */
const hoursEast = ((10 - new Date().getUTCHours() + 36) % 24) - 12;
export const timezoneId = `Etc/GMT${hoursEast > 0 ? "-" : "+"}${Math.abs(hoursEast)}`;

/** Takes pictures of what a page shows, in both themes at phone and desktop width; none without a folder. */
export class Gallery {
  readonly #folder: string | undefined;
  #count = 0;

  constructor(folder: string | undefined) {
    this.#folder = folder;
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
  }

  /** `show` brings to view what it is about, at each width. */
  async take(page: Page, name: string, show?: () => Promise<void>): Promise<void> {
    if (this.#folder === undefined) return;
    const before = page.viewportSize() ?? DESKTOP;
    const number = String(++this.#count).padStart(2, "0");
    for (const [width, size] of [
      ["phone", PHONE],
      ["desktop", DESKTOP],
    ] as const) {
      await page.setViewportSize(size);
      await show?.();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await settle(page);
        await page.screenshot({ path: join(this.#folder, `${number}-${name}-${width}-${colorScheme}.png`) });
      }
    }
    await page.emulateMedia({ colorScheme: null });
    await page.setViewportSize(before);
  }
}

/** Waits for fonts and for movement to end. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations === 1)
        .map((animation) => animation.finished),
    );
  });
  await page.waitForTimeout(150);
}

/** What people see whose server talks to a carrier. */
export async function withoutSandboxBanner(page: Page): Promise<void> {
  await page
    .getByRole("note")
    .filter({ hasText: "Sandbox" })
    .evaluate((element) => {
      element.style.display = "none";
    });
}
