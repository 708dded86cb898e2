import type { StoredReceipt } from "@culver/sms";
import { type Command, ExitCode, UsageError } from "../../command.ts";
import { operatorClient, SERVER_FLAGS, SERVER_FLAGS_HELP } from "../../operator/operator-client.ts";
import { readOptions } from "../../options.ts";

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `culver sms receipts`: what carriers reported, again. */
export const smsReceipts: Command = {
  name: "sms receipts",
  synopsis: "[--since 2h] [--limit N]",
  summary: "Print receipts that have come, a line of JSON each",
  details: [
    "--since 30m|2h|1d  how far back (1h)",
    "--limit N          at most so many (1000)",
    "",
    "A receipt names its message and holds neither number nor text. CULVER_SMS_RECEIPT_WEBHOOK gets them as they come.",
    SERVER_FLAGS_HELP,
  ].join("\n"),
  async run(args, context) {
    const { values } = readOptions(args, {
      ...SERVER_FLAGS,
      since: { type: "string", default: "1h" },
      limit: { type: "string", default: "1000" },
    });
    const since = Date.now() - span(values.since);
    const client = operatorClient(values, context);
    const { receipts } = await client.post<{ receipts: StoredReceipt[] }>("/operator/sms/receipts", {
      since,
      limit: Number(values.limit),
    });
    for (const receipt of receipts) context.out(`${JSON.stringify(receipt)}\n`);
    return ExitCode.ok;
  },
};

function span(text: string): number {
  const [, n, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  if (n === undefined || unit === undefined) throw new UsageError("--since is a time such as 30m, 2h or 1d");
  return Number(n) * UNITS[unit as keyof typeof UNITS];
}
