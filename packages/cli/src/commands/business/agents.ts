import { type Command, ExitCode, UsageError } from "../../command.ts";
import { BUSINESS_FLAGS, businessHelp, findBusiness } from "../../operator/businesses.ts";
import { operatorClient } from "../../operator/operator-client.ts";
import { printList } from "../../operator/print-list.ts";
import { readOptions } from "../../options.ts";

interface ListedAgent {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly role: string;
  readonly isOnline: boolean;
  readonly isDisabled: boolean;
  readonly hasPassword: boolean;
  readonly passkeys: number;
}

/** `culver business agents`: who answers customers in the inbox. */
export const businessAgents: Command = {
  name: "business agents",
  synopsis:
    "[list] | invite --name N [--role agent|admin|operator] | disable ID | enable ID, each [--business ID]",
  summary: "List, invite and disable the people who use the inbox",
  details: [
    "invite prints a link, good once: whoever opens it becomes that agent.",
    "--name N       what other agents see",
    "--role R       agent (unless told) answers customers; admin also invites and edits; operator also reviews templates",
    ...businessHelp(""),
  ].join("\n"),
  async run(args, context) {
    const { values, positionals } = readOptions(
      args,
      {
        ...BUSINESS_FLAGS,
        name: { type: "string" },
        role: { type: "string", default: "agent" },
      },
      { least: 0, most: 2 },
    );
    const [what = "list", id] = positionals;
    const client = operatorClient(values, context);
    const decides = what === "disable" || what === "enable";
    if (!decides && (id !== undefined || (what !== "list" && what !== "invite"))) {
      throw new UsageError("say list, invite --name N, disable ID or enable ID");
    }
    const business = (await findBusiness(client, values.business)).id;
    if (decides) {
      if (id === undefined) throw new UsageError(`say ${what} ID, as culver business agents shows it`);
      const { agent } = await client.post<{ agent: ListedAgent }>("/business/admin/agents/disable", {
        ...{ business, id },
        isDisabled: what === "disable",
      });
      context.out(`${agent.name} ${agent.isDisabled ? "may sign in no more" : "may sign in"}\n`);
      return ExitCode.ok;
    }
    if (what === "invite") {
      if (values.name === undefined) throw new UsageError("--name N is missing");
      const { link } = await client.post<{ link: string }>("/business/admin/agents/invite", {
        business,
        name: values.name,
        role: values.role,
      });
      context.out(`${link}\n`);
      return ExitCode.ok;
    }
    const { agents } = await client.get<{ agents: ListedAgent[] }>(
      `/business/admin/agents?business=${business}`,
    );
    printList(context, agents, { headings: ["ID", "NAME", "LOGIN", "ROLE", "STATE"], row: rowOf });
    return ExitCode.ok;
  },
};

function rowOf(agent: ListedAgent): readonly string[] {
  return [agent.id, agent.name, agent.login === "" ? "-" : agent.login, agent.role, stateOf(agent)];
}

function stateOf({ isDisabled, hasPassword, passkeys, isOnline }: ListedAgent): string {
  if (isDisabled) return "disabled";
  if (!hasPassword && passkeys === 0) return "invited";
  return isOnline ? "online" : "offline";
}
