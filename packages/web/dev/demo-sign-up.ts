import type { CulverClient, RegistrationStarted, Self } from "@culver/client";
import { self } from "./demo-people.ts";

export class DemoError extends Error {
  override readonly name = "DemoError";
  readonly code: string;
  readonly retryAfter: number | undefined;
  readonly triesLeft: number | undefined;

  constructor(code: string, message: string, retryAfter?: number, triesLeft?: number) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
    this.triesLeft = triesLeft;
  }
}

export const pause = (time: number) => new Promise<void>((resolve) => setTimeout(resolve, time));

/** Code 123456 is right, 000000 has expired; numbers ending in 1 are rate-limited, in 2 not mobile, in 3 guarded by PIN 2468, in 5 called at once. */
export function demoSignUp(
  signedIn: (self: Self) => void,
): Pick<CulverClient, "startRegistration" | "resendCode" | "verifyCode"> {
  let number = "";
  let tries = 5;
  const started = (): RegistrationStarted => ({
    registration: "r1",
    number,
    expiresIn: 600,
    resendAfter: number.endsWith("5") ? 0 : 30,
    methods: number.endsWith("5") ? ["sms", "voice"] : ["sms"],
  });
  return {
    async startRegistration(wanted) {
      await pause(250);
      number = wanted;
      tries = 5;
      if (wanted.endsWith("1")) throw new DemoError("rate_limited", "Too many codes for this number.", 245);
      if (wanted.endsWith("2"))
        throw new DemoError("not_mobile", "This number cannot receive SMS. Use a mobile number.");
      return started();
    },
    async resendCode() {
      await pause(200);
      return started();
    },
    async verifyCode(_registration, code, options) {
      await pause(code === "123456" ? 900 : 300);
      if (code === "000000") throw new DemoError("code_expired", "The code has expired.");
      if (code !== "123456") throw new DemoError("wrong_code", "That is not the code.", undefined, --tries);
      if (number.endsWith("3") && options?.pin === undefined)
        throw new DemoError("pin_required", "A PIN is needed.");
      if (number.endsWith("3") && options?.pin !== "2468") throw new DemoError("wrong_pin", "Wrong PIN.", 30);
      const me = { ...self, number, name: "" };
      signedIn(me);
      return me;
    },
  };
}
