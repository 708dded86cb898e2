import { z } from "zod";
import { timeZone } from "./business.ts";
import { onOff, wholeNumber } from "./schemas.ts";
import { setting } from "./setting.ts";

/** How businesses' messages, templates and automatic replies are kept, on every page and by every call. */
export const businessDesks = {
  businessSmsLanguage: setting({
    env: "CULVER_BUSINESS_SMS_LANGUAGE",
    meaning: "Language of the words around buttons and lists in SMS: en, de, es, fr or pt.",
    schema: z.enum(["en", "de", "es", "fr", "pt"]),
    fallback: "en",
  }),
  businessTemplateApproval: setting({
    env: "CULVER_BUSINESS_TEMPLATE_APPROVAL",
    meaning:
      "Whether templates without a reason to look at them are approved at once, where a business has not switched it itself.",
    schema: onOff,
    fallback: "on",
  }),
  businessTemplates: setting({
    env: "CULVER_BUSINESS_TEMPLATES",
    meaning: "Templates of one business; 0: no limit.",
    schema: wholeNumber(0, 1_000_000),
    fallback: "6000",
  }),
  businessTemplateEditsPerDay: setting({
    env: "CULVER_BUSINESS_TEMPLATE_EDITS_PER_DAY",
    meaning: "Edits of an approved template in 24 hours; 0: no limit. The Cloud API allows 1.",
    schema: wholeNumber(0, 1_000),
    fallback: "0",
  }),
  businessTemplateEditsPerMonth: setting({
    env: "CULVER_BUSINESS_TEMPLATE_EDITS_PER_MONTH",
    meaning: "Edits of an approved template in 30 days; 0: no limit. The Cloud API allows 10.",
    schema: wholeNumber(0, 10_000),
    fallback: "0",
  }),
  businessTemplateHoldDays: setting({
    env: "CULVER_BUSINESS_TEMPLATE_HOLD_DAYS",
    meaning: "Days for which the name of an approved template that was deleted is not free.",
    schema: wholeNumber(0, 3_650),
    fallback: "30",
  }),
  businessRepliesTimeZone: setting({
    env: "CULVER_BUSINESS_REPLIES_TIME_ZONE",
    meaning: "Time zone of the opening hours of a number that has none yet: Europe/Berlin.",
    schema: timeZone,
    fallback: "Etc/UTC",
  }),
  businessRepliesAwayHours: setting({
    env: "CULVER_BUSINESS_REPLIES_AWAY_HOURS",
    meaning: "Hours for which a customer is not told again that nobody is there.",
    schema: wholeNumber(0, 8_760),
    fallback: "12",
  }),
  businessRepliesPerTenMinutes: setting({
    env: "CULVER_BUSINESS_REPLIES_PER_TEN_MINUTES",
    meaning: "Automatic texts to one customer in ten minutes, so that two machines do not talk for ever.",
    schema: wholeNumber(1, 1_000),
    fallback: "10",
  }),
};
