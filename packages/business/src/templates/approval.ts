import { partsOf, type TemplateCategory, type TemplateDefinition } from "./definition.ts";
import { variablesOf } from "./variables.ts";

/** What an operator lets through without looking. */
export interface ApprovalSettings {
  /** Categories that need nobody; empty to look at everything. Default UTILITY and AUTHENTICATION. */
  readonly categories: readonly TemplateCategory[];
  /** Languages that need nobody; undefined for all. */
  readonly languages?: readonly string[] | undefined;
  /** Hosts that buttons and texts may link to, with what is below them; undefined for all but shorteners. */
  readonly hosts?: readonly string[] | undefined;
  /** Fewest words beside each variable, so that a template is not an envelope for anything. Default 2. */
  readonly wordsPerVariable: number;
}

export const defaultApproval: ApprovalSettings = {
  categories: ["UTILITY", "AUTHENTICATION"],
  wordsPerVariable: 2,
};

/** One thing that must hold for a template to be approved by itself. */
export interface ApprovalRule {
  /** Its name in an operator's settings. */
  readonly id: string;
  /** In words, for the operator's page: what did not hold. */
  readonly reason: string;
  readonly holds: (template: TemplateDefinition, settings: ApprovalSettings) => boolean;
}

const SHORTENERS = [
  "bit.ly",
  "cutt.ly",
  "goo.gl",
  "is.gd",
  "ow.ly",
  "rebrand.ly",
  "t.co",
  "t.ly",
  "tiny.cc",
  "tinyurl.com",
  "wa.me",
];

const isBelow = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** Every text a customer would read. */
function textsOf({ components }: TemplateDefinition): string[] {
  const { header, body, footer, buttons } = partsOf(components);
  const headerText = header?.format === "TEXT" ? [header.text] : [];
  return [...headerText, body?.text ?? "", footer?.text ?? "", ...buttons.map(({ text }) => text)];
}

function hostsOf(template: TemplateDefinition): string[] {
  const buttons = partsOf(template.components).buttons.flatMap((button) =>
    button.type === "URL" ? [button.url] : [],
  );
  const inTexts = textsOf(template).flatMap((text) => text.match(/\bhttps?:\/\/[^\s<>"]+/gi) ?? []);
  return [...buttons, ...inTexts].map((url) => URL.parse(url)?.hostname.toLowerCase() ?? "");
}

/** The rules, each on its own; a template that keeps them all needs nobody (section 4: review). */
export const APPROVAL_RULES: readonly ApprovalRule[] = [
  {
    id: "category",
    reason: "its category is looked at by a person",
    holds: ({ category }, { categories }) => categories.includes(category),
  },
  {
    id: "language",
    reason: "its language is looked at by a person",
    holds: ({ language }, { languages }) => languages === undefined || languages.includes(language),
  },
  {
    id: "hosts",
    reason: "it links to a host that is not listed",
    holds: (template, { hosts }) =>
      hosts === undefined || hostsOf(template).every((host) => hosts.some((domain) => isBelow(host, domain))),
  },
  {
    id: "shorteners",
    reason: "it hides where a link leads",
    holds: (template) =>
      hostsOf(template).every((host) => host !== "" && !SHORTENERS.some((domain) => isBelow(host, domain))),
  },
  {
    id: "few-words",
    reason: "it has few words beside its variables",
    holds: ({ components }, { wordsPerVariable }) => {
      const text = partsOf(components).body?.text ?? "";
      const words = text.replace(/\{\{[^{}]*\}\}/g, " ").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
      return words.length >= variablesOf(text).length * wordsPerVariable;
    },
  },
  {
    id: "invisible",
    reason: "it has characters that cannot be seen",
    holds: (template) =>
      textsOf(template).every((text) => !/[\u200b\u2028-\u202e\u2060-\u2069\u00ad\ufeff]/.test(text)),
  },
  {
    id: "capitals",
    reason: "it is written in capitals",
    holds: (template) =>
      textsOf(template).every((text) => {
        const letters = text.replace(/\{\{[^{}]*\}\}/g, "").match(/\p{Lu}|\p{Ll}/gu) ?? [];
        return letters.length < 20 || letters.some((letter) => /\p{Ll}/u.test(letter));
      }),
  },
];

/** Why a person must look at a template; nothing when it may be approved at once. */
export function reasonsForReview(
  template: TemplateDefinition,
  settings: ApprovalSettings = defaultApproval,
  rules: readonly ApprovalRule[] = APPROVAL_RULES,
): string[] {
  return rules.filter((rule) => !rule.holds(template, settings)).map(({ reason }) => reason);
}
