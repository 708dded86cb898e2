import { GraphError } from "../graph/graph-error.ts";

/** What a template can be (section 4). */
export type TemplateState =
  | "PENDING"
  | "APPROVED"
  | "REJECTED"
  | "PAUSED"
  | "DISABLED"
  | "IN_APPEAL"
  | "PENDING_DELETION"
  | "DELETED";

/** What can happen to it. */
export type TemplateChange =
  | "approve"
  | "reject"
  | "appeal"
  | "edit"
  | "pause"
  | "resume"
  | "disable"
  | "delete"
  | "purge";

type Transitions = Readonly<Partial<Record<TemplateChange, TemplateState>>>;

/** Which change leads where; what is not here is not allowed. */
export const TEMPLATE_TRANSITIONS: Readonly<Record<TemplateState, Transitions>> = {
  PENDING: { approve: "APPROVED", reject: "REJECTED", delete: "PENDING_DELETION" },
  APPROVED: {
    edit: "PENDING",
    pause: "PAUSED",
    reject: "REJECTED",
    disable: "DISABLED",
    delete: "PENDING_DELETION",
  },
  REJECTED: { edit: "PENDING", appeal: "IN_APPEAL", delete: "PENDING_DELETION" },
  PAUSED: { edit: "PENDING", resume: "APPROVED", disable: "DISABLED", delete: "PENDING_DELETION" },
  DISABLED: { appeal: "IN_APPEAL", delete: "PENDING_DELETION" },
  IN_APPEAL: { approve: "APPROVED", reject: "REJECTED", disable: "DISABLED", delete: "PENDING_DELETION" },
  PENDING_DELETION: { purge: "DELETED" },
  DELETED: {},
};

/**
 * The state after a change.
 * @throws GraphError 100 when a template in this state cannot change so.
 */
export function changeTemplate(state: TemplateState, change: TemplateChange): TemplateState {
  const next = TEMPLATE_TRANSITIONS[state][change];
  if (next === undefined)
    throw new GraphError(100, { details: `A template that is ${state} cannot do that.` });
  return next;
}

export function isEditable(state: TemplateState): boolean {
  return TEMPLATE_TRANSITIONS[state].edit !== undefined;
}

/**
 * Lets pass a template that may be sent.
 * @throws GraphError 132015 paused, 132016 disabled, 132001 never approved or gone (section 6).
 */
export function requireSendable(state: TemplateState): void {
  if (state === "APPROVED") return;
  throw new GraphError(state === "PAUSED" ? 132015 : state === "DISABLED" ? 132016 : 132001);
}
