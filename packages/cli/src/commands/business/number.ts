import { type Command, ExitCode, UsageError } from "../../command.ts";
import { BUSINESS_FLAGS, businessHelp, findBusiness } from "../../operator/businesses.ts";
import { operatorClient } from "../../operator/operator-client.ts";
import { printSignedUp, SIGN_UP_FLAGS, SIGN_UP_HELP, signUpNumber } from "../../operator/sign-up-number.ts";
import { readOptions } from "../../options.ts";

/** `culver business number add`: one more number for a business. */
export const businessNumber: Command = {
  name: "business number",
  synopsis: "add --name N --number +E164 [--business ID] [--code CODE | --voucher V | --voice] [--json]",
  summary: "Add a number to a business",
  details: businessHelp(...SIGN_UP_HELP).join("\n"),
  async run(args, context) {
    const { values, positionals } = readOptions(
      args,
      { ...BUSINESS_FLAGS, ...SIGN_UP_FLAGS },
      { least: 1, most: 1 },
    );
    if (positionals[0] !== "add") throw new UsageError("say number add");
    const client = operatorClient(values, context);
    const { id } = await findBusiness(client, values.business);
    printSignedUp(context, await signUpNumber(client, context, values, id), !values.json);
    return ExitCode.ok;
  },
};
