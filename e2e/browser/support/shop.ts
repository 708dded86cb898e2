import type { Bot } from "./bot.ts";

/** Templates of a bakery: one that is approved at once, one that waits for a person, with buttons, and one to remind. */
const templates = [
  {
    name: "order_ready",
    language: "en",
    category: "UTILITY",
    components: [
      { type: "HEADER", format: "TEXT", text: "Your order" },
      {
        type: "BODY",
        text: "Good morning {{1}}, your order is ready: {{2}}. We keep it for you until four.",
        example: { body_text: [["Ann", "one rye loaf"]] },
      },
      { type: "FOOTER", text: "Riverside Bakery" },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "I am on my way" }] },
    ],
  },
  {
    name: "autumn_offer",
    language: "en",
    category: "MARKETING",
    components: [
      {
        type: "BODY",
        text: "It is plum cake season, {{1}}. Win a free slice: the first ten who come before nine!",
        example: { body_text: [["Ann"]] },
      },
      {
        type: "BUTTONS",
        buttons: [
          { type: "URL", text: "See the cakes", url: "https://bit.ly/plum-cake" },
          { type: "QUICK_REPLY", text: "Stop these messages" },
        ],
      },
    ],
  },
  {
    name: "pickup_reminder",
    language: "de",
    category: "UTILITY",
    components: [
      {
        type: "BODY",
        text: "Guten Tag {{1}}, Ihre Bestellung wartet noch bis {{2}} Uhr auf Sie.",
        example: { body_text: [["Ann", "16"]] },
      },
    ],
  },
] as const;

/** What a business has before the first customer writes: templates of its software. */
export async function fillShop(bot: Bot): Promise<void> {
  for (const template of templates)
    await bot.call("POST", `${bot.created.waba_id}/message_templates`, template);
}

const open = [{ from: 7 * 60, to: 16 * 60 }];

/** What it says by itself, as the inbox's page keeps it. */
export const replies = {
  hours: {
    timeZone: "Europe/London",
    days: [[{ from: 8 * 60, to: 12 * 60 }], open, open, open, open, open, []],
  },
  rules: [
    {
      id: "allergy",
      name: "Allergies",
      isOn: true,
      reply: {
        kind: "keyword",
        words: ["allergic to", "coeliac"],
        match: "contains",
        text: "One moment, {{name}}: the baker answers this herself.",
        buttons: [],
        handOver: true,
      },
    },
    {
      id: "away",
      name: "While we sleep",
      isOn: true,
      reply: { kind: "away", text: "The oven is cold just now. We answer from seven in the morning." },
    },
  ],
  iceBreakers: [{ question: "When are you open?", answer: "From seven to four, on Sundays until noon." }],
} as const;
