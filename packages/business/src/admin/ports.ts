import type { ConnectionState } from "@culver/client";
import type { AgentView, Role } from "../inbox-api.ts";
import type { Devices } from "../model/index.ts";

/** The devices, with how each stands with the relay. */
export interface AdminDevices extends Devices {
  /** Undefined while the number has no device. */
  connection(number: string): ConnectionState | undefined;
}

/** Who may sign in to the inbox, as far as the operator decides about it. Refusals are errors with a sentence for a person. */
export interface AgentsDesk {
  list(business: string): Promise<readonly AgentView[]>;
  /** The link is told this once. */
  invite(
    business: string,
    agent: { readonly name: string; readonly role: Role },
  ): Promise<{ readonly agent: AgentView; readonly link: string }>;
  /** A new link for one who has not signed in, or has lost what they sign in with. */
  link(business: string, agent: string): Promise<string>;
  setDisabled(business: string, agent: string, isDisabled: boolean): Promise<AgentView>;
}
