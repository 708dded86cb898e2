import { type Command, ExitCode } from "../../command.ts";
import { listBusinesses } from "../../operator/businesses.ts";
import { columns } from "../../operator/columns.ts";
import { operatorClient, SERVER_FLAGS, SERVER_FLAGS_HELP } from "../../operator/operator-client.ts";
import { readOptions } from "../../options.ts";

/** `culver business list`: businesses, their numbers and how those stand. */
export const businessList: Command = {
  name: "business list",
  synopsis: "[--json]",
  summary: "List businesses and their numbers",
  details: ["--json  a line of JSON for each business", "", SERVER_FLAGS_HELP].join("\n"),
  async run(args, context) {
    const { values } = readOptions(args, { ...SERVER_FLAGS, json: { type: "boolean", default: false } });
    const businesses = await listBusinesses(operatorClient(values, context));
    if (values.json) {
      for (const business of businesses) context.out(`${JSON.stringify(business)}\n`);
      return ExitCode.ok;
    }
    const rows = businesses.flatMap(({ id, name, numbers }) =>
      numbers.map((number) => [id, name, number.id, number.number, number.status, number.connection]),
    );
    context.out(`${columns(["WABA", "BUSINESS", "NUMBER ID", "NUMBER", "STATUS", "DEVICE"], rows)}\n`);
    return ExitCode.ok;
  },
};
