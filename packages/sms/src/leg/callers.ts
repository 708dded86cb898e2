import { smsRefusal } from "@culver/protocol";
import type { DedicatedNumbers } from "./dedicated.ts";
import type { LegAccount } from "./home.ts";
import type { LegContext } from "./options.ts";

/** Who may write to phones, and from which number. */
export class Callers {
  readonly #context: Pick<LegContext, "home" | "people">;
  readonly #dedicated: DedicatedNumbers;

  constructor(context: Pick<LegContext, "home" | "people">, dedicated: DedicatedNumbers) {
    this.#context = context;
    this.#dedicated = dedicated;
  }

  async mayWrite(account: string): Promise<boolean> {
    return this.#context.people || (await this.ownNumber(account)) !== undefined;
  }

  /** The number of its own that an account writes from; undefined for one that writes from the pool. */
  async ownNumber(account: string): Promise<string | undefined> {
    const known = await this.#context.home.account(account);
    return known && this.#ownNumberOf(known);
  }

  /** As `ownNumber`. @throws StanzaError (`smsRefusal` "unavailable") for one that may not write at all */
  async require(account: LegAccount): Promise<string | undefined> {
    const own = await this.#ownNumberOf(account);
    if (own === undefined && !this.#context.people) throw smsRefusal("unavailable");
    return own;
  }

  async #ownNumberOf({ number }: LegAccount): Promise<string | undefined> {
    return (await this.#dedicated.has(number)) ? number : undefined;
  }
}
