import { type Command, ExitCode, UsageError } from "../../command.ts";
import { columns } from "../../operator/columns.ts";
import { operatorClient, SERVER_FLAGS, SERVER_FLAGS_HELP } from "../../operator/operator-client.ts";
import { readOptions } from "../../options.ts";

interface Suppression {
  readonly phone: string;
  readonly from?: string;
  readonly since: number;
  readonly source: string;
}

/** `culver sms stop`: the list of those who get nothing more. */
export const smsStop: Command = {
  name: "sms stop",
  synopsis: "[add|remove NUMBER] [--from SENDER] [--json]",
  summary: "Show or change the list of phones that have said STOP",
  details: [
    "--from SENDER  only for texts from this number of ours; from all of them when left out",
    "--json         the list as JSON",
    "",
    SERVER_FLAGS_HELP,
  ].join("\n"),
  async run(args, context) {
    const { values, positionals } = readOptions(
      args,
      { ...SERVER_FLAGS, from: { type: "string" }, json: { type: "boolean", default: false } },
      { least: 0, most: 2 },
    );
    const client = operatorClient(values, context);
    const [change, phone] = positionals;
    if (change !== undefined) {
      if ((change !== "add" && change !== "remove") || phone === undefined)
        throw new UsageError("say add NUMBER or remove NUMBER");
      await client.post(`/operator/sms/suppressions/${change}`, { phone, from: values.from });
      return ExitCode.ok;
    }
    const { suppressions } = await client.get<{ suppressions: Suppression[] }>("/operator/sms/suppressions");
    if (values.json) context.out(`${JSON.stringify(suppressions)}\n`);
    else context.out(`${table(suppressions)}\n`);
    return ExitCode.ok;
  },
};

function table(suppressions: readonly Suppression[]): string {
  const rows = suppressions.map(({ phone, from = "all", since, source }) => [
    phone,
    from,
    new Date(since).toISOString(),
    source,
  ]);
  return columns(["PHONE", "FROM", "SINCE", "BY"], rows);
}
