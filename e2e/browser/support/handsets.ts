import type { Page } from "playwright-core";

const display = (number: string) => `${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}`;

/** The page of virtual phones, read as a person reads it. */
export class HandsetPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits for the `nth` code, from 1, that this number was sent, and reads it. */
  async code(number: string, nth = 1): Promise<string> {
    const phone = this.#page.getByRole("region", { name: `Handset ${display(number)}` });
    const code = await phone
      .getByLabel(/^Code( \d){6}$/)
      .nth(nth - 1)
      .textContent();
    return code ?? "";
  }
}
