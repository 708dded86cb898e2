import type { SmsHome } from "@culver/server";

/** The server, for a leg that has to be there before it. */
export class LateHome implements SmsHome {
  #home: SmsHome | undefined;

  set(home: SmsHome): void {
    this.#home = home;
  }

  account(account: string) {
    return this.#there().account(account);
  }

  accountOf(number: string) {
    return this.#there().accountOf(number);
  }

  isReachable(number: string) {
    return this.#there().isReachable(number);
  }

  deliver(deliveries: Parameters<SmsHome["deliver"]>[0]) {
    return this.#there().deliver(deliveries);
  }

  #there(): SmsHome {
    if (this.#home !== undefined) return this.#home;
    throw new Error("the server is not there yet");
  }
}
