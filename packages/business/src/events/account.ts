import type { TemplateCategory } from "../templates/definition.ts";

/** The value of a `message_template_status_update` event (section 4). */
export interface TemplateStatusValue {
  readonly event: string;
  readonly message_template_id: number;
  readonly message_template_name: string;
  readonly message_template_language: string;
  readonly reason: string;
  readonly message_template_category: TemplateCategory;
}

/** A template whose state changed. */
export interface TemplateStatusReport {
  /** Decimal. */
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  /** The new state: "APPROVED". */
  readonly event: string;
  /** Why, for what was rejected, paused or disabled: "INVALID_FORMAT". "NONE" unless told. */
  readonly reason?: string | undefined;
}

/** A template's id goes out as a number, as Meta's do (section 4): ids of `newNodeId` all fit. */
export function templateStatusValue(report: TemplateStatusReport): TemplateStatusValue {
  return {
    event: report.event,
    message_template_id: Number(report.id),
    message_template_name: report.name,
    message_template_language: report.language,
    reason: report.reason ?? "NONE",
    message_template_category: report.category,
  };
}

export type MessagingTier = "TIER_250" | "TIER_2K" | "TIER_10K" | "TIER_100K" | "TIER_UNLIMITED";

/** The value of a `phone_number_quality_update` event (sections 5 and 7). */
export interface PhoneQualityValue {
  readonly display_phone_number: string;
  readonly event: "FLAGGED" | "UNFLAGGED" | "UPGRADE" | "DOWNGRADE" | "ONBOARDING" | "THROUGHPUT_UPGRADE";
  readonly current_limit: MessagingTier;
  readonly old_limit?: MessagingTier;
}

/** A phone number whose quality, tier or throughput changed. */
export interface PhoneQualityReport {
  /** As people write it. */
  readonly display: string;
  readonly event: PhoneQualityValue["event"];
  readonly tier: MessagingTier;
  readonly oldTier?: MessagingTier | undefined;
}

export function phoneQualityValue(report: PhoneQualityReport): PhoneQualityValue {
  return {
    display_phone_number: report.display.replace(/[^0-9]/g, ""),
    event: report.event,
    current_limit: report.tier,
    ...(report.oldTier && { old_limit: report.oldTier }),
  };
}
