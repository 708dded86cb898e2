import { ClientError } from "../errors.ts";

/** Refuses what a phone on the other side could not take part in. */
export function notOverSms(): ClientError {
  return new ClientError("not_over_sms", "That does not exist over SMS.");
}

export function smsUnavailable(): ClientError {
  return new ClientError("sms_unavailable", "This server sends no SMS for people.");
}
