import type { CulverClient } from "@culver/client";

/** Phones are gathered so long, milliseconds, and asked about together, so many at once. */
const GATHER_MS = 10;
const MOST = 100;

interface Asked {
  readonly phone: string;
  readonly resolve: (account: string | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Asks the directory about many phones by few questions: it counts them. */
export class Lookups {
  readonly #client: Pick<CulverClient, "lookup">;
  #asked: Asked[] = [];
  #isGathering = false;

  constructor(client: Pick<CulverClient, "lookup">) {
    this.#client = client;
  }

  /** The account that has a phone; undefined when none has. @throws ClientError, ConnectionLostError */
  account(phone: string): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ phone, resolve, reject });
      if (this.#isGathering) return;
      this.#isGathering = true;
      setTimeout(() => {
        this.#isGathering = false;
        const asked = this.#asked;
        this.#asked = [];
        for (let start = 0; start < asked.length; start += MOST)
          void this.#ask(asked.slice(start, start + MOST));
      }, GATHER_MS);
    });
  }

  async #ask(asked: readonly Asked[]): Promise<void> {
    try {
      const found = await this.#client.lookup(asked.map(({ phone }) => phone));
      for (const [index, { resolve }] of asked.entries()) resolve(found[index]?.contact?.account);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
