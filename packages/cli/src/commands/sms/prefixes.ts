import { type Command, ExitCode, UsageError } from "../../command.ts";
import { columns } from "../../operator/columns.ts";
import { operatorClient, SERVER_FLAGS, SERVER_FLAGS_HELP } from "../../operator/operator-client.ts";
import { readOptions } from "../../options.ts";

interface ClosedPrefix {
  readonly prefix: string;
  readonly closedAt: number;
  readonly reopensAt: number;
  readonly sent: number;
  readonly entered: number;
}

/** `culver sms prefixes`: where codes are not sent to for now. */
export const smsPrefixes: Command = {
  name: "sms prefixes",
  synopsis: "[open PREFIX] [--json]",
  summary: "Show the prefixes closed against SMS pumping; open reopens one",
  details: ["--json  the list as JSON", "", SERVER_FLAGS_HELP].join("\n"),
  async run(args, context) {
    const { values, positionals } = readOptions(
      args,
      { ...SERVER_FLAGS, json: { type: "boolean", default: false } },
      { least: 0, most: 2 },
    );
    const client = operatorClient(values, context);
    const [change, prefix] = positionals;
    if (change !== undefined) {
      if (change !== "open" || prefix === undefined) throw new UsageError("say open PREFIX");
      await client.post("/operator/sms/prefixes/reopen", { prefix });
      return ExitCode.ok;
    }
    const { prefixes } = await client.get<{ prefixes: ClosedPrefix[] }>("/operator/sms/prefixes");
    if (values.json) context.out(`${JSON.stringify(prefixes)}\n`);
    else context.out(`${table(prefixes)}\n`);
    return ExitCode.ok;
  },
};

function table(prefixes: readonly ClosedPrefix[]): string {
  const iso = (at: number) => new Date(at).toISOString();
  const rows = prefixes.map(({ prefix, closedAt, reopensAt, sent, entered }) => [
    prefix,
    iso(closedAt),
    iso(reopensAt),
    `${entered} of ${sent}`,
  ]);
  return columns(["PREFIX", "CLOSED", "REOPENS", "CODES ENTERED"], rows);
}
