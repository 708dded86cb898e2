import { type BusinessProcess, partOf } from "@culver/business";
import type { ProcessState } from "./process-routes.ts";

/** A business's process for a door that is open before it: its requests wait. */
export class LateBusiness implements AsyncDisposable {
  readonly #isExpected: boolean;
  readonly #opened = Promise.withResolvers<BusinessProcess>();
  #process: BusinessProcess | undefined;
  #closing: Promise<void> | undefined;

  /** @param isExpected whether there will be one */
  constructor(isExpected: boolean) {
    this.#isExpected = isExpected;
  }

  set(process: BusinessProcess): void {
    this.#process = process;
    this.#opened.resolve(process);
  }

  /** Undefined for what is not a business's. */
  fetch(request: Request, peer: string): Promise<Response | undefined> | undefined {
    if (this.#process !== undefined) return this.#process.fetch(request, peer);
    if (!this.#isExpected || partOf(new URL(request.url).pathname) === undefined) return undefined;
    return this.#opened.promise.then((process) => process.fetch(request, peer));
  }

  async figures(): ReturnType<BusinessProcess["figures"]> {
    return (await this.#opened.promise).figures();
  }

  async state(): Promise<ProcessState> {
    if (this.#closing !== undefined) return "draining";
    if (this.#process === undefined) return "starting";
    return (await this.#process.isWell()) ? "ok" : "no database";
  }

  /** Once is enough. */
  close(): Promise<void> {
    this.#closing ??= Promise.resolve(this.#process?.[Symbol.asyncDispose]());
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
