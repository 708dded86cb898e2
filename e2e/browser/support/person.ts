import type { BrowserContext, ElementHandle, Locator, Page } from "playwright-core";
import type { Cable } from "./cable.ts";
import { Faults } from "./faults.ts";
import type { HandsetPage } from "./handsets.ts";
import { watchTicks } from "./tick-history.ts";
import { Traffic } from "./traffic.ts";

export type Tick = "waiting to be sent" | "sent" | "delivered" | "read" | "not sent";

export interface PersonOptions {
  readonly name: string;
  readonly number: string;
}

export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Someone with a browser of their own who uses the app through what it shows and how it labels it. */
export class Person {
  readonly name: string;
  readonly number: string;
  readonly context: BrowserContext;
  readonly traffic: Traffic;
  readonly faults: Faults;
  page: Page;
  readonly #cable: Cable;

  private constructor(options: PersonOptions, context: BrowserContext, cable: Cable, page: Page) {
    ({ name: this.name, number: this.number } = options);
    this.context = context;
    this.traffic = new Traffic(context);
    this.faults = new Faults(context);
    this.page = page;
    this.#cable = cable;
  }

  /** A person with an empty page; their network goes through the cable. */
  static async arrive(options: PersonOptions, context: BrowserContext, cable: Cable): Promise<Person> {
    await watchTicks(context);
    const page = await context.newPage();
    return new Person(options, context, cable, page);
  }

  /** Number, code from the handset, name. `nth` is which code to this number it is. */
  async signUp(handsets: HandsetPage, nth = 1): Promise<void> {
    const { page } = this;
    await page.getByLabel("Phone number").fill(this.number);
    await page.getByRole("button", { name: "Send code" }).click();
    await page.getByLabel("6-digit code").fill(await handsets.code(this.number, nth));
    await page.getByLabel("Your name").fill(this.name);
    await page.getByRole("button", { name: "Start chatting" }).click();
    await page.getByRole("heading", { name: "Chats", level: 1 }).waitFor();
  }

  async startChat(number: string): Promise<void> {
    await this.page.getByRole("button", { name: "New chat" }).first().click();
    await this.page.getByLabel("Name or phone number").fill(number);
    await this.page.getByRole("button", { name: "Find", exact: true }).click();
    await this.composer.waitFor();
  }

  /** To a phone without an account: asks for its number, then for an SMS. */
  async startSms(number: string): Promise<void> {
    await this.page.getByRole("button", { name: "New chat" }).first().click();
    await this.page.getByLabel("Name or phone number").fill(number);
    await this.page.getByRole("button", { name: "Find", exact: true }).click();
    await this.page.getByRole("button", { name: "Send an SMS" }).click();
    await this.smsComposer.waitFor();
  }

  async openChat(title: string): Promise<void> {
    await this.page.getByRole("link", { name: title }).click();
    await this.composer.waitFor();
  }

  /** Of an encrypted chat alone: that of a chat with a phone has another label. */
  get composer(): Locator {
    return this.page.getByRole("textbox", { name: /^Message to / });
  }

  get smsComposer(): Locator {
    return this.page.getByRole("textbox", { name: /^SMS to / });
  }

  async write(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await this.composer.fill(text);
      await this.composer.press("Enter");
      await this.message(text).waitFor();
    }
  }

  async writeSms(text: string): Promise<void> {
    await this.smsComposer.fill(text);
    await this.page.getByRole("button", { name: "Send as SMS" }).click();
    await this.message(text).waitFor();
  }

  /** Chooses a file for the open chat; it waits in a dialog. */
  async chooseFile(file: ChosenFile, caption: string): Promise<Locator> {
    const { page } = this;
    await page.getByRole("button", { name: "Attach" }).click();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("menuitem", { name: "Photo or video" }).click();
    await (await chooser).setFiles(file);
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(`Caption for ${file.name}`).fill(caption);
    return dialog;
  }

  /** Chooses a file for the open chat and sends it as it is, with the caption. */
  async sendFile(file: ChosenFile, caption: string): Promise<void> {
    const dialog = await this.chooseFile(file, caption);
    await dialog.getByRole("switch", { name: "HD" }).click();
    await dialog.getByRole("button", { name: "Send", exact: true }).click();
    await this.message(caption).waitFor();
  }

  /** Waits until the composer of the open chat holds this. */
  async hasDraft(text: string): Promise<void> {
    const field = await this.composer.elementHandle();
    await this.page.waitForFunction(([input, value]) => input?.value === value, [
      field as ElementHandle<HTMLTextAreaElement>,
      text,
    ] as const);
  }

  message(text: string): Locator {
    return this.page.getByRole("list", { name: "Messages" }).getByRole("listitem", { name: text });
  }

  /** Waits until a message of one's own carries this tick, by its accessible label. */
  async hasTick(text: string, tick: Tick): Promise<void> {
    const label = new RegExp(`^You: ${literally(text)}, \\d\\d:\\d\\d, ${tick}$`);
    await this.page.getByRole("listitem", { name: label }).waitFor();
  }

  /** Labels of the messages shown that hold this mark, in order. */
  async labels(mark: string): Promise<readonly string[]> {
    const rows = await this.page.getByRole("listitem", { name: mark }).all();
    return Promise.all(rows.map(async (row) => (await row.getAttribute("aria-label")) ?? ""));
  }

  async goOffline(): Promise<void> {
    this.faults.offline = true;
    await this.context.setOffline(true);
    this.#cable.pull();
  }

  async goOnline(): Promise<void> {
    this.#cable.plugIn();
    await this.context.setOffline(false);
    this.faults.offline = false;
  }

  /** The 60 digits of the safety number, read in the details of the open chat. */
  async safetyNumber(): Promise<string> {
    const details = this.page.getByRole("region", { name: "Safety number" });
    // Details that were open come back after a reload, some time after the chat: a click then would close them.
    const areOpen = await details.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    if (!areOpen) await this.page.getByRole("button", { name: /, Details$/ }).click();
    const digits = details.getByText(/^(\d{5}\s*){12}$/);
    return ((await digits.textContent()) ?? "").replaceAll(/\s/g, "");
  }
}
