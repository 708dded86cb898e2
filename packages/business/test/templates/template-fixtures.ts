import { parseTemplate, type TemplateDefinition } from "../../src/templates/index.ts";

/** A request that creates a template with every kind of part. */
export const ORDER = {
  name: "order_update",
  language: "en_US",
  category: "UTILITY",
  components: [
    { type: "HEADER", format: "TEXT", text: "Order {{1}}", example: { header_text: ["77"] } },
    {
      type: "BODY",
      text: "Hi {{1}}, your order of {{2}} is on its way.",
      example: { body_text: [["Ann", "tea"]] },
    },
    { type: "FOOTER", text: "Thank you" },
    {
      type: "BUTTONS",
      buttons: [
        { type: "QUICK_REPLY", text: "Where is it?" },
        { type: "QUICK_REPLY", text: "Stop" },
        {
          type: "URL",
          text: "Follow",
          url: "https://shop.example/o/{{1}}",
          example: ["https://shop.example/o/1"],
        },
        { type: "PHONE_NUMBER", text: "Call us", phone_number: "+49 30 1234567" },
        { type: "COPY_CODE", example: "SAVE10" },
      ],
    },
  ],
} as const;

export const create = (changes: Record<string, unknown> = {}): TemplateDefinition =>
  parseTemplate({ ...ORDER, ...changes }, "json");

export const body = (text: string, examples: readonly string[] = []): Record<string, unknown> => ({
  type: "BODY",
  text,
  ...(examples.length > 0 && { example: { body_text: [examples] } }),
});
