import type { TemplateView } from "@culver/business/inbox-api";
import { pageWords } from "../../words/inbox-pages.ts";
import type { Tone } from "../shared/chip.tsx";

export type StateFilter = "all" | "waiting" | "approved" | "rejected" | "other";

const filterOf: Readonly<Record<string, StateFilter>> = {
  PENDING: "waiting",
  IN_APPEAL: "waiting",
  APPROVED: "approved",
  REJECTED: "rejected",
};

const tones: Readonly<Record<string, Tone>> = {
  PENDING: "wait",
  IN_APPEAL: "wait",
  APPROVED: "good",
  REJECTED: "bad",
  DISABLED: "bad",
};

export function matches({ state }: TemplateView, filter: StateFilter): boolean {
  return filter === "all" || (filterOf[state] ?? "other") === filter;
}

export function toneOf(state: string): Tone {
  return tones[state] ?? "quiet";
}

export function stateText(state: string): string {
  return pageWords.templates.states[state] ?? state;
}

export function categoryText(category: string): string {
  return pageWords.templates.categories[category] ?? category;
}
