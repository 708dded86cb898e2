import type { ApprovalView, TemplateView } from "@culver/business/inbox-api";
import { type Call, DemoRefusal, type Handler } from "./handler.ts";

const hour = 3_600_000;

function template(
  id: string,
  state: string,
  about: Partial<TemplateView> & Pick<TemplateView, "name" | "preview">,
): TemplateView {
  return {
    id,
    language: "en",
    category: "UTILITY",
    state,
    reasons: [],
    variables: [],
    changedAt: Date.now() - Number(id) * 7 * hour,
    ...about,
  };
}

function initial(): TemplateView[] {
  return [
    template("1", "PENDING", {
      name: "spring_offer",
      category: "MARKETING",
      reasons: ["it is marketing", "it has a link to another host than the business's own"],
      variables: ["1", "button:0"],
      preview: {
        kind: "interactive",
        header: { text: "Image", shape: "image" },
        text: "Hello {{1}}, spring is here: *two buns for the price of one* until Sunday.",
        footer: "Reply STOP to hear no more",
        buttons: [
          { kind: "url", title: "See the offer", value: "https://offers.example/spring" },
          { kind: "reply", title: "Keep two for me" },
        ],
      },
    }),
    template("2", "PENDING", {
      name: "hostile_one",
      reasons: ["it has <b>markup</b> in it"],
      preview: {
        kind: "interactive",
        header: { text: "<img src=x onerror=alert(1)>" },
        text: "<script>document.title='run'</script> and _slanted_",
        buttons: [],
      },
    }),
    template("3", "APPROVED", {
      name: "order_packed",
      variables: ["customer", "order"],
      preview: {
        kind: "interactive",
        header: { text: "Your order is packed" },
        text: "Hello {{customer}}, order *{{order}}* is ready. Thank you!",
        buttons: [
          { kind: "url", title: "Track the courier", value: "https://riverside-bakery.example/track" },
          { kind: "call", title: "Call the shop", value: "+447700900888" },
          { kind: "copy", title: "Copy the voucher", value: "CRUST-10" },
        ],
      },
    }),
    template("4", "APPROVED", {
      name: "order_packed",
      language: "he",
      variables: ["1"],
      preview: {
        kind: "interactive",
        text: "שלום {{1}}, ההזמנה שלך מוכנה.",
        buttons: [{ kind: "reply", title: "תודה" }],
      },
    }),
    template("5", "REJECTED", {
      name: "win_a_car",
      category: "MARKETING",
      rejectedReason: "A prize nobody can win. Say what it really is.",
      preview: { kind: "interactive", text: "You have won a car!!! Tap now.", buttons: [] },
    }),
    template("6", "PAUSED", {
      name: "sign_in_code",
      category: "AUTHENTICATION",
      variables: ["1"],
      preview: {
        kind: "interactive",
        text: "{{1}} is your code. Do not share it.",
        footer: "It works for 10 minutes.",
        buttons: [{ kind: "copy", title: "Copy code", value: "{{1}}" }],
      },
    }),
  ];
}

const outcomes: Readonly<Record<string, string>> = {
  approve: "APPROVED",
  reject: "REJECTED",
  pause: "PAUSED",
  resume: "APPROVED",
};

/** Templates and their review. */
export function demoTemplates(): Handler {
  let templates = initial();
  let approval: ApprovalView = {
    automatic: true,
    rules: [
      { id: "marketing", text: "it is marketing", isOn: true },
      { id: "hosts", text: "it has a link to another host than the business's own", isOn: true },
      { id: "shouting", text: "it is mostly capitals, or has many exclamation marks", isOn: true },
      { id: "media", text: "it begins with a picture, a video or a document", isOn: false },
    ],
  };
  const review = ({ path, body }: Call): TemplateView => {
    const { decision, reason } = body as { readonly decision: string; readonly reason?: string };
    const id = path.split("/")[2];
    const found = templates.find((one) => one.id === id);
    const state = outcomes[decision];
    if (found === undefined || state === undefined) throw new DemoRefusal("not_found", "No such template.");
    const { rejectedReason: _, ...rest } = found;
    const changed: TemplateView = {
      ...rest,
      state,
      reasons: [],
      ...(reason !== undefined && { rejectedReason: reason }),
    };
    templates = templates.map((one) => (one === found ? changed : one));
    return changed;
  };
  return (call) => {
    if (call.path === "/templates") return { templates };
    if (/^\/templates\/[^/]+\/review$/u.test(call.path)) return review(call);
    if (call.path !== "/approval") return undefined;
    if (call.method === "PUT") {
      const { automatic, rules } = call.body as ApprovalView;
      const isOn = (id: string): boolean => rules.find((rule) => rule.id === id)?.isOn ?? false;
      approval = { automatic, rules: approval.rules.map((rule) => ({ ...rule, isOn: isOn(rule.id) })) };
    }
    return approval;
  };
}
