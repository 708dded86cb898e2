import { type HandsetMessage, handsetMessages } from "../support/handset-messages.ts";

/** A phone of the sandbox in somebody's hand. */
export class Handset {
  readonly number: string;
  readonly #url: string;

  constructor(url: string, number: string) {
    this.#url = url;
    this.number = number;
  }

  async write(to: string, text: string): Promise<void> {
    const response = await fetch(
      `${this.#url}/sandbox/handsets/${encodeURIComponent(this.number)}/messages`,
      {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ to, text }),
      },
    );
    if (!response.ok) throw new Error(`the handset answered ${response.status}`);
  }

  /** What it has received, oldest first. */
  async received(): Promise<readonly HandsetMessage[]> {
    const messages = await handsetMessages(this.#url, this.number);
    return messages.filter(({ direction }) => direction === "received");
  }
}
