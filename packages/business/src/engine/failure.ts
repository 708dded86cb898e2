import { type EventError, eventErrorOf } from "../events/index.ts";
import { GraphError, type GraphErrorCode } from "../graph/index.ts";

/**
 * What a device, or the relay behind it, says of a message that it does not take, as the Cloud API has it. Whatever is not
 * here says nothing of the message: a disk that is full, a database or a relay that has a fault.
 */
const CODES: Readonly<Record<string, GraphErrorCode>> = {
  blocked: 131026,
  unknown_account: 131026,
  unknown_conversation: 131026,
  sms_unavailable: 131026,
  invalid_number: 131026,
  own_account: 131021,
  not_over_sms: 131051,
  not_possible: 131009,
  empty_text: 131009,
  too_long: 131009,
  empty_file: 131053,
  too_large: 131053,
  invalid_content: 131009,
  invalid_link: 131009,
  not_trusted: 131026,
  item_not_found: 131026,
  gone: 131026,
  forbidden: 131026,
  not_allowed: 131026,
  bad_request: 131009,
  not_acceptable: 131009,
  policy_violation: 131009,
  jid_malformed: 131009,
  feature_not_implemented: 131051,
  expired: 131052,
  damaged: 131052,
};

/** A failure as statuses tell it. `details` holds no content. */
export function failure(code: GraphErrorCode, details?: string): EventError {
  return eventErrorOf(new GraphError(code, details === undefined ? {} : { details }));
}

/** @param error of a device, or of bringing a file to it */
export function failureOf(error: unknown): EventError {
  if (error instanceof GraphError) return eventErrorOf(error);
  const code = codeOf(error);
  return failure((code === undefined ? undefined : CODES[code]) ?? 131000);
}

/** Whether the same may succeed later: the device is offline or out of room, was asked too often, or something had a fault. */
export function isTemporary(error: unknown): boolean {
  if (error instanceof GraphError) return false;
  const code = codeOf(error);
  return code === undefined || !Object.hasOwn(CODES, code);
}

/** Whether the server did not answer as it should. */
export const isOfNetwork = (error: unknown): boolean => codeOf(error) === "network";

function codeOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}
