import type { MessageTrace } from "@culver/sms";
import { type Command, ExitCode } from "../../command.ts";
import { operatorClient, SERVER_FLAGS, SERVER_FLAGS_HELP } from "../../operator/operator-client.ts";
import { printTrace } from "../../operator/print-trace.ts";
import { readOptions } from "../../options.ts";

/** `culver sms trace`: everything that happened to a message. */
export const smsTrace: Command = {
  name: "sms trace",
  synopsis: "ID|REFERENCE|NUMBER [--limit N] [--json]",
  summary: "Show the way of a message through the gateway",
  details: [
    "By its id, by its reference (0 to 65535), or the newest to a number (+44…).",
    "--limit N  how many of a number's messages (10)",
    "--json     a line of JSON for each",
    "",
    "Neither text nor number is in a trace. Traces are kept for 14 days.",
    SERVER_FLAGS_HELP,
  ].join("\n"),
  async run(args, context) {
    const { values, positionals } = readOptions(
      args,
      {
        ...SERVER_FLAGS,
        limit: { type: "string", default: "10" },
        json: { type: "boolean", default: false },
      },
      { least: 1, most: 1 },
    );
    const client = operatorClient(values, context);
    const { traces } = await client.post<{ traces: MessageTrace[] }>(
      "/operator/sms/trace",
      question(positionals[0] ?? "", Number(values.limit)),
    );
    for (const trace of traces) printTrace(context, trace, values.json);
    if (traces.length > 0) return ExitCode.ok;
    context.err("no message of that name, or it is too long ago\n");
    return ExitCode.failure;
  },
};

function question(asked: string, limit: number): object {
  if (/^\+\d+$/.test(asked)) return { phone: asked, limit };
  return /^\d{1,5}$/.test(asked) && Number(asked) <= 65_535 ? { reference: Number(asked) } : { id: asked };
}
