import type { TemplateView } from "@culver/business/inbox-api";

/** Invented templates: approved ones, and one that waits. */
export function demoTemplates(now: number): TemplateView[] {
  const template = (
    name: string,
    preview: Omit<TemplateView["preview"], "kind">,
    variables: readonly string[],
    rest: Partial<TemplateView> = {},
  ): TemplateView => ({
    id: name,
    name,
    language: "en",
    category: "UTILITY",
    state: "APPROVED",
    reasons: [],
    preview: { kind: "interactive", ...preview },
    variables,
    changedAt: now - 86_400_000,
    ...rest,
  });
  return [
    template(
      "order_on_its_way",
      {
        text: "Good news, {{1}}! Your order {{2}} is on its way and arrives on {{3}}.",
        footer: "Fern & Fig",
        buttons: [
          { kind: "url", title: "Track the parcel", value: "https://fern-and-fig.example/track/{{1}}" },
        ],
      },
      ["1", "2", "3", "button:0"],
    ),
    template(
      "appointment_reminder",
      {
        text: "Hello {{name}}, this is a reminder of your garden visit on {{day}}. Does it still suit you?",
        buttons: [
          { kind: "reply", title: "Yes, see you then" },
          { kind: "reply", title: "Another day, please" },
        ],
      },
      ["name", "day"],
    ),
    template("spring_sale", { text: "20 % off everything green.", buttons: [] }, [], {
      category: "MARKETING",
      state: "PENDING",
      reasons: ["The category is marketing."],
    }),
  ];
}
