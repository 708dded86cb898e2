import { type Command, ExitCode, UsageError } from "../../command.ts";
import { operatorClient, SERVER_FLAGS, SERVER_FLAGS_HELP } from "../../operator/operator-client.ts";
import { printSignedUp, SIGN_UP_FLAGS, SIGN_UP_HELP, signUpNumber } from "../../operator/sign-up-number.ts";
import { readOptions } from "../../options.ts";

/** `culver business create`: a business with its first number, and what software needs to speak for it. */
export const businessCreate: Command = {
  name: "business create",
  synopsis:
    "--name N --number +E164 [--code CODE | --voucher V | --voice] [--callback URL --verify-token T] [--json]",
  summary: "Make a business with a number; prints ids, secret and token for its software",
  details: [...SIGN_UP_HELP, SERVER_FLAGS_HELP].join("\n"),
  async run(args, context) {
    const { values } = readOptions(args, { ...SERVER_FLAGS, ...SIGN_UP_FLAGS });
    if (values.name === undefined) throw new UsageError("--name N is missing");
    const created = await signUpNumber(operatorClient(values, context), context, values);
    printSignedUp(context, created, !values.json);
    return ExitCode.ok;
  },
};
