import { AdminError, type AgentsDesk } from "../admin/index.ts";
import { type Inbox, InboxError } from "../inbox/index.ts";

/** The inbox's agents, for the operator's commands. */
export function agentsDesk(inbox: Pick<Inbox, "agents" | "invite" | "link" | "setDisabled">): AgentsDesk {
  return {
    list: async (business) => inbox.agents(business),
    invite: (business, agent) => told(inbox.invite(business, agent)),
    link: async (business, agent) => (await told(inbox.link(business, agent))).link,
    setDisabled: (business, agent, isDisabled) => told(inbox.setDisabled(business, agent, isDisabled)),
  };
}

/** A refusal of the inbox keeps its words. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof InboxError)) throw error;
    throw new AdminError(error.message, { status: 422, code: error.code, cause: error });
  }
}
