import type {
  ApprovalView,
  RepliesTest,
  RepliesTestResult,
  RepliesView,
  TemplateView,
} from "../inbox-api.ts";

/** What people decide about templates, on a page or by a command. `by` is an agent's id or "operator". */
export interface TemplateDesk {
  list(business: string): Promise<readonly TemplateView[]>;
  /** The handle of the upload that a template's header has as its example. */
  example(business: string, id: string): Promise<string | undefined>;
  /** @throws GraphError 100 for a template that is not to be decided about */
  review(
    id: string,
    decision: "approve" | "reject" | "pause" | "resume",
    reason: string | undefined,
    by: string,
  ): Promise<TemplateView>;
  approval(business: string): Promise<ApprovalView>;
  setApproval(
    business: string,
    change: {
      readonly automatic?: boolean;
      readonly rules?: readonly { readonly id: string; readonly isOn: boolean }[];
    },
    by: string,
  ): Promise<ApprovalView>;
}

/** What can be edited of a number's automatic replies. */
export type RepliesDraft = Pick<
  RepliesView,
  "hours" | "rules" | "iceBreakers" | "iceBreakerText" | "iceBreakerButton"
>;

/** What stands above the questions to begin with until somebody writes something else. */
export const STARTER_WORDS: Pick<RepliesDraft, "iceBreakerText" | "iceBreakerButton"> = {
  iceBreakerText: "How can we help?",
  iceBreakerButton: "Questions",
};

/** The automatic replies of a number, as their page edits them. */
export interface RepliesDesk {
  get(number: string): Promise<RepliesView>;
  /** @throws RepliesError with a sentence for a person */
  save(number: string, draft: RepliesDraft, by: string): Promise<RepliesView>;
  history(number: string): Promise<readonly Pick<RepliesView, "version" | "changedAt" | "changedBy">[]>;
  version(number: string, version: number): Promise<RepliesView | undefined>;
  /** What they would say to a text; of a draft that is not saved, if one is given. Sends nothing. */
  test(number: string, test: RepliesTest, draft?: RepliesDraft): Promise<RepliesTestResult>;
}

/** Between automatic replies and people. */
export interface Handover {
  /** A customer asked for a person, or a rule did: shown in the inbox, and automatic replies are silent from now on. */
  request(thread: string, rule: string): Promise<void>;
  /** Somebody has the thread, or was asked to: until it is closed, no automatic reply. */
  isWithPerson(thread: string): Promise<boolean>;
}
