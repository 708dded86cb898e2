import type { PhoneQualityValue, TemplateStatusValue } from "./account.ts";
import type { StatusesValue } from "./status.ts";
import type { ErrorsValue, MessagesValue } from "./values.ts";

/** One change of section 5: which field, and what is new. */
export type EventChange =
  | { readonly field: "messages"; readonly value: MessagesValue | StatusesValue | ErrorsValue }
  | { readonly field: "message_template_status_update"; readonly value: TemplateStatusValue }
  | { readonly field: "phone_number_quality_update"; readonly value: PhoneQualityValue };

/** What is posted to a callback (section 5). */
export interface EventBody {
  readonly object: "whatsapp_business_account";
  readonly entry: readonly { readonly id: string; readonly changes: readonly EventChange[] }[];
}

/** The body that tells changes of one business account. @param account its id (WABA). */
export function eventBody(account: string, changes: readonly EventChange[]): EventBody {
  return { object: "whatsapp_business_account", entry: [{ id: account, changes }] };
}
