import { type Command, ExitCode, UsageError } from "../../command.ts";
import { operatorClient, SERVER_FLAGS, SERVER_FLAGS_HELP } from "../../operator/operator-client.ts";
import { readOptions } from "../../options.ts";

/** `culver business voucher`: on the relay's machine, for a business on a host of its own. */
export const businessVoucher: Command = {
  name: "business voucher",
  synopsis: "--number +E164 [--json]",
  summary: "Vouch for a business's number, on the relay's machine, so that it needs no code",
  details: [
    "Prints what culver business create --voucher takes on the business's host. Whoever has it can sign the number up.",
    "Texts to the number go to its account from then on.",
    "--json  print the voucher with the time it ends",
    "",
    SERVER_FLAGS_HELP,
  ].join("\n"),
  async run(args, context) {
    const { values } = readOptions(args, {
      ...SERVER_FLAGS,
      number: { type: "string" },
      json: { type: "boolean", default: false },
    });
    const { number } = values;
    if (number === undefined) throw new UsageError("--number +E164 is missing");
    const answer = await operatorClient(values, context).post<{ voucher: string }>(
      "/operator/business/voucher",
      {
        number,
      },
    );
    context.out(values.json ? `${JSON.stringify(answer)}\n` : `${answer.voucher}\n`);
    return ExitCode.ok;
  },
};
