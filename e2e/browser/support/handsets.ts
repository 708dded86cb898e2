import type { Locator, Page } from "playwright-core";

const display = (number: string) => `${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}`;

/** The page of virtual phones, read as a person reads it. */
export class HandsetPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Waits for the `nth` code, from 1, that this number was sent, and reads it. */
  async code(number: string, nth = 1): Promise<string> {
    const code = await this.phone(number)
      .getByLabel(/^Code( \d){6}$/)
      .nth(nth - 1)
      .textContent();
    return code ?? "";
  }

  /** A new phone, which has got nothing yet. */
  async add(number: string): Promise<void> {
    await this.page.getByRole("button", { name: "Add a handset" }).first().click();
    const dialog = this.page.getByRole("dialog", { name: "Add a handset" });
    await dialog.getByLabel("Number").fill(number);
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await this.phone(number).waitFor();
  }

  phone(number: string): Locator {
    return this.page.getByRole("region", { name: `Handset ${display(number)}` });
  }

  /** The bubbles on a phone that hold this text. */
  texts(number: string, text: string): Locator {
    return this.phone(number).getByRole("listitem").filter({ hasText: text });
  }

  /** Writes on a phone to a number. */
  async write(number: string, to: string, text: string): Promise<void> {
    await this.phone(number).getByLabel("To", { exact: true }).fill(to);
    await this.answer(number, text);
  }

  /** Writes on a phone to whoever wrote to it last; the `nth` time that this text is on it, from 1. */
  async answer(number: string, text: string, nth = 1): Promise<void> {
    const phone = this.phone(number);
    await phone.getByLabel("Text message").fill(text);
    await phone.getByRole("button", { name: "Send", exact: true }).click();
    const sent = phone.getByRole("listitem").filter({ has: this.page.getByText(text, { exact: true }) });
    await sent.nth(nth - 1).waitFor();
    await phone.getByLabel("Text message").and(this.page.locator(":placeholder-shown")).waitFor();
  }
}
