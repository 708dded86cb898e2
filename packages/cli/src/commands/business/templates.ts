import { type Command, ExitCode, UsageError } from "../../command.ts";
import { BUSINESS_FLAGS, businessHelp, findBusiness } from "../../operator/businesses.ts";
import { operatorClient } from "../../operator/operator-client.ts";
import { printList } from "../../operator/print-list.ts";
import { readOptions } from "../../options.ts";

interface ListedTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly state: string;
  readonly reasons: readonly string[];
}

const DECISIONS = ["approve", "reject", "pause", "resume"];

/** `culver business templates`: the queue of templates that a person has to look at. */
export const businessTemplates: Command = {
  name: "business templates",
  synopsis: "[list] [--business ID] [--json] | approve ID | reject ID [--reason R] | pause ID | resume ID",
  summary: "List the templates of a business and decide about them",
  details: [
    "--reason R  told to the business's software with a rejection",
    "--json      a line of JSON for each",
    ...businessHelp(""),
  ].join("\n"),
  async run(args, context) {
    const { values, positionals } = readOptions(
      args,
      {
        ...BUSINESS_FLAGS,
        reason: { type: "string" },
        json: { type: "boolean", default: false },
      },
      { least: 0, most: 2 },
    );
    const [what = "list", id] = positionals;
    const client = operatorClient(values, context);
    if (DECISIONS.includes(what)) {
      if (id === undefined) throw new UsageError(`say ${what} ID, as culver business templates shows it`);
      const { template } = await client.post<{ template: ListedTemplate }>(
        "/business/admin/templates/review",
        {
          id,
          decision: what,
          reason: values.reason,
        },
      );
      context.out(`${template.name} (${template.language}) is ${template.state}\n`);
      return ExitCode.ok;
    }
    if (what !== "list" || id !== undefined) throw new UsageError(`say list, ${DECISIONS.join(", ")}`);
    const business = (await findBusiness(client, values.business)).id;
    const { templates } = await client.get<{ templates: ListedTemplate[] }>(
      `/business/admin/templates?business=${business}`,
    );
    const headings = ["ID", "NAME", "LANGUAGE", "CATEGORY", "STATE", "TO LOOK AT"];
    printList(context, templates, { headings, row: rowOf, json: values.json });
    return ExitCode.ok;
  },
};

function rowOf({ id, name, language, category, state, reasons }: ListedTemplate): readonly string[] {
  return [id, name, language, category, state, reasons.join("; ")];
}
