import { createHmac } from "node:crypto";
import type { CodeMethod, SmsSender } from "../ports.ts";
import type { PumpingGuard } from "../pumping/pumping-guard.ts";
import { codeLanguage, codeMessage } from "./code-message.ts";
import { RegistrationError } from "./errors.ts";
import type { Registration } from "./registration-row.ts";
import { voiceMessage } from "./voice-message.ts";

export interface CodeSendingOptions {
  readonly sms: SmsSender;
  readonly pumping: PumpingGuard;
  readonly secret: Uint8Array;
  /** The web app's host name, for the last line of the text. */
  readonly host: string;
  readonly validMs: number;
}

/** Codes on their way out: by which method they can go, and their going. */
export class CodeSending {
  readonly #options: CodeSendingOptions;

  constructor(options: CodeSendingOptions) {
    this.#options = options;
  }

  /** Those that the number can be reached by and that its prefix is not closed to. */
  async openMethods(number: string): Promise<readonly CodeMethod[]> {
    const offered = await this.#offered(number);
    const waits = await Promise.all(offered.map((method) => this.#options.pumping.closedFor(number, method)));
    return offered.filter((_, index) => waits[index] === 0);
  }

  /** @throws {RegistrationError} prefix_closed, method_unavailable */
  async check(number: string, method: CodeMethod): Promise<void> {
    const offered = await this.#offered(number);
    if (!offered.includes(method)) {
      throw new RegistrationError({ code: "method_unavailable", methods: await this.openMethods(number) });
    }
    const retryAfterMs = await this.#options.pumping.closedFor(number, method);
    if (retryAfterMs === 0) return;
    const methods = await this.openMethods(number);
    throw new RegistrationError({ code: "prefix_closed", retryAfterMs, methods });
  }

  /** Hands the code over, and counts it. @throws {RegistrationError} sms_failed */
  async send(row: Registration, code: string, language: string | undefined): Promise<void> {
    const { sms, pumping, host, validMs } = this.#options;
    const { number: to, method, sent } = row;
    try {
      await sms.send({
        to,
        text: method === "voice" ? voiceMessage(code, language) : codeMessage(code, host, language),
        validitySeconds: validMs / 1000,
        method,
        id: this.#id(row, sent),
        otherThan: Array.from({ length: sent - 1 }, (_, index) => this.#id(row, index + 1)),
        language: codeLanguage(language),
      });
    } catch (cause) {
      throw new RegistrationError({ code: "sms_failed" }, { cause });
    }
    await pumping.sent(to, method);
  }

  async #offered(number: string): Promise<readonly CodeMethod[]> {
    const { sms } = this.#options;
    // Who cannot say has texts, as everybody has.
    const asked = async () => (await sms.methods?.(number)) ?? ["sms" as const];
    return asked().catch(() => ["sms" as const]);
  }

  /** Of the n-th code. The registration's own id would let whoever reads a trace verify with it. */
  #id({ registration }: Registration, n: number): string {
    const keyed = createHmac("sha256", this.#options.secret).update(`id\0${registration}\0${n}`, "utf8");
    return `code.${keyed.digest("base64url").slice(0, 22)}`;
  }
}
