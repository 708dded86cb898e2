import { type Command, ExitCode, UsageError } from "../../command.ts";
import { columns } from "../../operator/columns.ts";
import { operatorClient, SERVER_FLAGS, SERVER_FLAGS_HELP } from "../../operator/operator-client.ts";
import { readOptions } from "../../options.ts";
import { importStopList } from "./stop-list.ts";

interface Suppression {
  readonly phone: string;
  readonly from?: string;
  readonly since: number;
  readonly source: string;
}

/** `culver sms stop`: the list of those who get nothing more. */
export const smsStop: Command = {
  name: "sms stop",
  synopsis: "[add|remove NUMBER | export | import FILE] [--from SENDER] [--json]",
  summary: "Show or change the list of phones that have said STOP",
  details: [
    "export         the whole list, a line of JSON each; import adds such lines, or a number a line, from FILE (- for standard input)",
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
    if (change === "export") {
      context.out(await client.text("/operator/sms/suppressions/export"));
      return ExitCode.ok;
    }
    if (change === "import" && phone !== undefined) {
      const { added, present, refused } = await importStopList(client, await readFile(phone));
      context.out(`${added} added, ${present} were there\n`);
      if (refused.length === 0) return ExitCode.ok;
      context.err(`not understood: ${refused.length === 1 ? "line" : "lines"} ${refused.join(", ")}\n`);
      return ExitCode.failure;
    }
    if (change !== undefined) {
      if ((change !== "add" && change !== "remove") || phone === undefined)
        throw new UsageError("say add NUMBER, remove NUMBER, export or import FILE");
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

function readFile(path: string): Promise<string> {
  return path === "-" ? Bun.stdin.text() : Bun.file(path).text();
}
