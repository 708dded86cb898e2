import { displayPhone, type GraphNode } from "../graph/index.ts";
import type { BusinessNumber } from "../model/index.ts";
import { nodeFields } from "./lists.ts";
import type { ApiContext } from "./options.ts";

const STATUS = { pending: "PENDING", connected: "CONNECTED", deregistered: "DISCONNECTED" } as const;

/** Section 2: what GET /{phone-id} answers; the second list only when asked for. */
export const NUMBER_FIELDS = nodeFields(
  "WhatsAppBusinessPhoneNumber",
  [
    ...["verified_name", "code_verification_status", "display_phone_number", "quality_rating"],
    ...["platform_type", "throughput", "webhook_configuration", "last_onboarded_time", "id"],
  ],
  [
    ...[
      "name_status",
      "new_name_status",
      "status",
      "messaging_limit_tier",
      "account_mode",
      "country_dial_code",
    ],
    ...["is_official_business_account", "is_pin_enabled", "is_preverified_number", "host_platform"],
    ...["certificate", "new_certificate", "health_status", "search_visibility", "quality_score", "username"],
  ],
);

/** A number as Graph answers it. */
export async function numberNode(number: BusinessNumber, context: ApiContext): Promise<GraphNode> {
  const isVerified = number.status === "connected";
  return {
    verified_name: number.name,
    code_verification_status: isVerified ? "VERIFIED" : "NOT_VERIFIED",
    display_phone_number: displayPhone(number.number),
    // Nobody rates numbers here.
    quality_rating: "UNKNOWN",
    quality_score: { score: "UNKNOWN" },
    platform_type: isVerified ? "CLOUD_API" : "NOT_APPLICABLE",
    throughput: { level: throughputLevel(context.limits.throughput) },
    webhook_configuration: webhookConfiguration(number, context),
    last_onboarded_time: new Date(number.createdAt).toISOString().replace(/\.[0-9]+Z$/, "+0000"),
    name_status: "APPROVED",
    new_name_status: "NONE",
    status: STATUS[number.status],
    messaging_limit_tier: tierName(context.limits.tier),
    account_mode: "LIVE",
    country_dial_code: displayPhone(number.number).slice(1).split(" ")[0] ?? "",
    is_official_business_account: false,
    is_pin_enabled: await context.pins.isSet(number.id),
    is_preverified_number: false,
    host_platform: "CLOUD_API",
    search_visibility: "NON_VISIBLE",
    health_status: { can_send_message: isVerified ? "AVAILABLE" : "BLOCKED", entities: [] },
    id: number.id,
  };
}

function webhookConfiguration(number: BusinessNumber, { accounts }: ApiContext): object {
  const business = accounts.business(number.business);
  const app = business && accounts.app(business.app);
  return {
    ...(number.override && { phone_number: number.override }),
    ...(business?.override && { whatsapp_business_account: business.override }),
    ...(app?.callbackUrl && { application: app.callbackUrl }),
  };
}

/** Section 7: 80 a second is the standard; 0: no limit. */
const throughputLevel = (perSecond: number): string =>
  perSecond === 0 || perSecond >= 1_000 ? "HIGH" : "STANDARD";

/** The tier that Meta has for so many customers; 0: no limit. */
function tierName(customers: number): string {
  if (customers === 0) return "TIER_UNLIMITED";
  if (customers >= 100_000) return "TIER_100K";
  if (customers >= 10_000) return "TIER_10K";
  if (customers >= 2_000) return "TIER_2K";
  return customers >= 1_000 ? "TIER_1K" : "TIER_250";
}
