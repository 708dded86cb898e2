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
