import type { AgentView, LabelView, QuickReplyView, SessionView } from "@culver/business/inbox-api";

const agent = (id: string, name: string, rest: Partial<AgentView> = {}): AgentView => ({
  id,
  name,
  login: name.split(" ")[0]?.toLowerCase() ?? id,
  role: "agent",
  isOnline: false,
  isDisabled: false,
  hasPassword: true,
  passkeys: 0,
  ...rest,
});

/** The invented team of an invented shop. */
export function demoAgents(now: number): AgentView[] {
  return [
    agent("a1", "Ann Becker", { role: "operator", isOnline: true, passkeys: 1, lastSeenAt: now }),
    agent("a2", "Ben Okafor", { isOnline: true, lastSeenAt: now }),
    agent("a3", "Cleo Marín", { role: "admin", lastSeenAt: now - 3 * 3_600_000 }),
    agent("a4", "Dmitri Volkov", { isDisabled: true, lastSeenAt: now - 40 * 86_400_000 }),
    agent("a5", "Esra Yıldız", { login: "", hasPassword: false }),
  ];
}

export const demoLabels: LabelView[] = [
  { id: "l1", name: "Order", tint: 3 },
  { id: "l2", name: "Refund", tint: 6 },
  { id: "l3", name: "VIP", tint: 4 },
  { id: "l4", name: "Delivery", tint: 2 },
];

export const demoQuickReplies: QuickReplyView[] = [
  {
    id: "q1",
    shortcut: "hello",
    text: "Hello! Thank you for writing to Fern & Fig. How can we help you today?",
  },
  { id: "q2", shortcut: "hours", text: "We are open Monday to Saturday, 9 to 18." },
  {
    id: "q3",
    shortcut: "return",
    text: "You can send anything back within 30 days. Put it in the box it came in and print the label from your account.",
  },
  { id: "q4", shortcut: "thanks", text: "Thank you, and have a lovely day! 🌿" },
];

export function demoSession(
  self: string,
  agents: readonly AgentView[],
  labels: readonly LabelView[],
): SessionView {
  const me = agents.find(({ id }) => id === self);
  if (me === undefined) throw new Error("There is no such agent.");
  return {
    agent: me,
    business: { id: "b1", name: "Fern & Fig" },
    numbers: [
      { id: "n1", number: "+442079460018", name: "Shop", connection: "online" },
      { id: "n2", number: "+442079460027", name: "Garden service", connection: "online" },
    ],
    labels,
    agents,
    hasSms: true,
  };
}
