import { TooManyDevicesError } from "../devices/devices.ts";
import { RateLimitedError, retryAfterSeconds } from "../limits/rate-limited-error.ts";
import { RegistrationError, type RegistrationFault } from "../registration/errors.ts";
import { PhoneNumberError } from "../registration/phone-number.ts";
import { HttpError } from "./http-error.ts";

/** The answer to every error a route can throw: the one place where named errors become statuses. */
export function httpErrorOf(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof PhoneNumberError) return new HttpError(400, error.code, error.message);
  if (error instanceof RateLimitedError) {
    const message = "Too many requests. Please wait.";
    return new HttpError(429, "rate_limited", message, { retryAfter: error.retryAfter });
  }
  if (error instanceof RegistrationError) return registrationError(error.fault);
  if (error instanceof TooManyDevicesError) {
    return new HttpError(409, "too_many_devices", "This account has as many devices as it may.");
  }
  return new HttpError(500, "internal_error", "Something went wrong on the server.");
}

function registrationError(fault: RegistrationFault): HttpError {
  switch (fault.code) {
    case "sms_failed":
      return new HttpError(502, fault.code, "The text message could not be sent. Try again in a moment.");
    case "prefix_closed": {
      const { methods } = fault;
      const retryAfter = retryAfterSeconds(fault.retryAfterMs);
      return new HttpError(429, fault.code, closedWords(retryAfter, methods), { retryAfter, methods });
    }
    case "country_closed":
      return new HttpError(403, fault.code, "This server does not send codes to numbers of that country.");
    case "method_unavailable":
      return new HttpError(400, fault.code, "A code cannot be sent to this number in that way.", {
        methods: fault.methods,
      });
    case "wrong_code":
      return new HttpError(403, fault.code, "That code is not right.", { triesLeft: fault.triesLeft });
    case "code_expired":
      return new HttpError(410, fault.code, "That code is no longer valid. Ask for a new one.");
    case "pin_required":
      return new HttpError(423, fault.code, "This number is locked with a PIN.", {
        retryAfter: retryAfterSeconds(fault.retryAfterMs),
      });
    case "wrong_pin":
      return new HttpError(423, fault.code, "That PIN is not right, or it is too soon to try again.", {
        retryAfter: retryAfterSeconds(fault.retryAfterMs),
      });
  }
}

/** For the honest among those whose numbers begin alike: what they can do, and when. */
function closedWords(retryAfter: number, methods: readonly string[]): string {
  const minutes = Math.ceil(retryAfter / 60);
  const wait =
    minutes === 1 ? "a minute" : minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
  const way = methods[0];
  const other =
    way === "voice"
      ? ", or have your code read to you in a call"
      : way === "sms"
        ? ", or get your code as a text"
        : "";
  return `Too many codes were asked for by numbers that begin like yours, and never used. Try again in ${wait}${other}.`;
}
