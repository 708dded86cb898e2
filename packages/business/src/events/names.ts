import { graphErrorSpec } from "../graph/error-table.ts";
import { GraphError } from "../graph/graph-error.ts";

/** Unix seconds as webhooks have them: a string (section 1). @param at milliseconds since 1970. */
export function timestampOf(at: number): string {
  return String(Math.floor(at / 1000));
}

/** The business's number an event is about (section 5: metadata). */
export interface EventMetadata {
  readonly display_phone_number: string;
  readonly phone_number_id: string;
}

/** @param display a number as people write it; webhooks have its digits alone. */
export function metadataOf(display: string, phoneNumberId: string): EventMetadata {
  return { display_phone_number: display.replace(/[^0-9]/g, ""), phone_number_id: phoneNumberId };
}

/** A customer. Of `waId` and `userId` at least one is there: a number may be hidden (section 5: BSUID). */
export interface Customer {
  readonly name: string;
  readonly waId?: string | undefined;
  readonly userId?: string | undefined;
  readonly username?: string | undefined;
}

/** A customer in `contacts`. */
export interface EventContact {
  readonly profile: { readonly name: string; readonly username?: string };
  readonly wa_id?: string;
  readonly user_id?: string;
}

export function contactOf({ name, waId, userId, username }: Customer): EventContact {
  return {
    profile: { name, ...(username !== undefined && { username }) },
    ...(waId !== undefined && { wa_id: waId }),
    ...(userId !== undefined && { user_id: userId }),
  };
}

/** E of section 5: an error inside an event. */
export interface EventError {
  readonly code: number;
  readonly title: string;
  readonly message: string;
  readonly error_data: { readonly details: string };
  readonly href: string;
}

/** Where the codes are explained, unless the operator names a page of their own. */
export const ERROR_PAGE = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/";

/** @param error one of section 6, or its code. */
export function eventErrorOf(error: GraphError | number, href: string = ERROR_PAGE): EventError {
  const isThrown = error instanceof GraphError;
  const code = isThrown ? error.code : error;
  const spec = isThrown ? error.spec : graphErrorSpec(code);
  const details = isThrown ? error.details : spec.details;
  return { code, title: spec.title, message: spec.title, error_data: { details }, href };
}
