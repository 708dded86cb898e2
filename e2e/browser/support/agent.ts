import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  CDPSession,
  Locator,
  Page,
} from "playwright-core";
import { Faults } from "./faults.ts";
import type { ChosenFile } from "./person.ts";
import { DESKTOP } from "./stage.ts";

/** How long anything on a page may take, ms. */
const PATIENCE_MS = 15_000;

export interface AgentOptions {
  readonly name: string;
  /** What is typed to sign in. */
  readonly login: string;
}

/** Someone who answers customers in a browser of their own, through what the inbox shows and how it labels it. */
export class Agent {
  readonly name: string;
  readonly login: string;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: Faults;

  private constructor({ name, login }: AgentOptions, context: BrowserContext, page: Page) {
    this.name = name;
    this.login = login;
    this.context = context;
    this.page = page;
    this.faults = new Faults(context);
  }

  static async arrive(
    browser: Browser,
    options: AgentOptions,
    contextOptions: BrowserContextOptions = {},
  ): Promise<Agent> {
    const context = await browser.newContext({ locale: "en-GB", viewport: DESKTOP, ...contextOptions });
    context.setDefaultTimeout(PATIENCE_MS);
    return new Agent(options, context, await context.newPage());
  }

  /** Opens an invitation's link and joins with this password. */
  async join(link: string, password: string): Promise<void> {
    const { page } = this;
    await page.goto(link);
    await page.getByLabel("Choose a login").fill(this.login);
    await page.getByLabel("Choose a password").fill(password);
    await page.getByRole("button", { name: "Join with a password" }).click();
    await this.chats.waitFor();
  }

  async joinByPasskey(link: string): Promise<void> {
    const { page } = this;
    await page.goto(link);
    await page.getByLabel("Choose a login").fill(this.login);
    await page.getByRole("button", { name: "Join with a passkey" }).click();
    await this.chats.waitFor();
  }

  /** A device of this browser that makes passkeys and confirms that it is their owner. */
  async withAuthenticator(): Promise<CDPSession> {
    const session = await this.context.newCDPSession(this.page);
    await session.send("WebAuthn.enable");
    await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return session;
  }

  async signOut(): Promise<void> {
    await this.page.getByRole("button", { name: "Your account" }).click();
    await this.page.getByRole("menuitem", { name: "Sign out" }).click();
    await this.page.getByRole("heading", { name: "Sign in to the inbox" }).waitFor();
  }

  /** The column of chats. */
  get chats(): Locator {
    return this.page.getByRole("searchbox");
  }

  /** A chat in the list, by what its row says. */
  row(text: string): Locator {
    return this.page.getByRole("link", { name: text });
  }

  async openChat(name: string): Promise<void> {
    await this.row(name).click();
    await this.composer.waitFor();
  }

  /** A page beside the inbox. */
  async openPage(name: string): Promise<void> {
    await this.#go(name);
    await this.page.getByRole("heading", { level: 1, name }).waitFor();
  }

  async openInbox(): Promise<void> {
    await this.#go("Inbox");
    await this.chats.waitFor();
  }

  get composer(): Locator {
    return this.page.getByRole("textbox", { name: /^Message to / });
  }

  /** A message or note of the open chat, by its label: who, what, when. */
  message(text: string): Locator {
    return this.page.getByRole("list", { name: "Messages" }).getByRole("listitem", { name: text });
  }

  /** What was done with the open chat, between its messages. */
  event(text: string): Locator {
    return this.page.getByRole("list", { name: "Messages" }).getByRole("listitem").filter({ hasText: text });
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
    await this.message(text).waitFor();
  }

  async note(text: string): Promise<void> {
    const { page } = this;
    await page.getByRole("button", { name: "Note", exact: true }).click();
    const field = page.getByRole("textbox", { name: /Only your team/ });
    await field.fill(text);
    await field.press("Enter");
    await this.message(text).waitFor();
    await page.getByRole("button", { name: "Message", exact: true }).click();
  }

  async sendFile(file: ChosenFile): Promise<void> {
    const { page } = this;
    await page.getByRole("button", { name: "Add", exact: true }).click();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("menuitem", { name: "File or picture" }).click();
    await (await chooser).setFiles({ ...file });
  }

  /** Waits until a message that the team has sent stands at this. */
  async hasStatus(text: string, status: "sent" | "delivered" | "read"): Promise<void> {
    await this.page.locator(`[role=listitem][aria-label*="${text}"][aria-label$=", ${status}"]`).waitFor();
  }

  async #go(name: string): Promise<void> {
    await this.page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name }).click();
  }
}
