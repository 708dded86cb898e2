import { type Command, ExitCode, UsageError } from "../../command.ts";
import { operatorClient, SERVER_FLAGS, SERVER_FLAGS_HELP } from "../../operator/operator-client.ts";
import { readOptions } from "../../options.ts";

const DAY_MS = 86_400_000;

/** `culver sms pool`: the numbers that people write to phones from. */
export const smsPool: Command = {
  name: "sms pool",
  synopsis: "[release --unused DAYS]",
  summary: "Show how full the pool of numbers is; release frees old pairs",
  details: [
    "A pair is one number of the pool and one phone: answers of that phone go to the one person who wrote to it.",
    "release --unused DAYS  frees pairs that nobody has used for so many days, 30 at least; an answer to one of them is then for nobody",
    "",
    SERVER_FLAGS_HELP,
  ].join("\n"),
  async run(args, context) {
    const { values, positionals } = readOptions(
      args,
      { ...SERVER_FLAGS, unused: { type: "string" } },
      { least: 0, most: 1 },
    );
    const client = operatorClient(values, context);
    if (positionals[0] !== undefined) {
      if (positionals[0] !== "release") throw new UsageError("say release --unused DAYS");
      const since = Date.now() - daysOf(values.unused) * DAY_MS;
      const { released } = await client.post<{ released: number }>("/operator/sms/pool/release", {
        unused_since: since,
      });
      context.out(`${released} released\n`);
      return ExitCode.ok;
    }
    const { numbers, pairs } = await client.get<{ numbers: number; pairs: number }>("/operator/sms/pool");
    context.out(`${numbers} numbers, ${pairs} pairs in use\n`);
    return ExitCode.ok;
  },
};

function daysOf(text: string | undefined): number {
  if (text === undefined || !/^\d{1,5}$/.test(text) || Number(text) < 30) {
    throw new UsageError("--unused takes a number of days, 30 at least");
  }
  return Number(text);
}
