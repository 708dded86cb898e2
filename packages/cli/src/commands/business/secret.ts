import { type Command, ExitCode, UsageError } from "../../command.ts";
import { BUSINESS_FLAGS, businessHelp, findBusiness } from "../../operator/businesses.ts";
import { operatorClient } from "../../operator/operator-client.ts";
import { readOptions } from "../../options.ts";

/** `culver business secret rotate`: a new secret to sign webhooks with. */
export const businessSecret: Command = {
  name: "business secret",
  synopsis: "rotate [--business ID]",
  summary: "Give a business's app a new secret; webhooks are signed with it from then on",
  details: [...businessHelp("", "Prints the new app_secret. The old one is good for nothing at once.")].join(
    "\n",
  ),
  async run(args, context) {
    const { values, positionals } = readOptions(args, BUSINESS_FLAGS, { least: 1, most: 1 });
    if (positionals[0] !== "rotate") throw new UsageError("say secret rotate");
    const client = operatorClient(values, context);
    const { id } = await findBusiness(client, values.business);
    const answer = await client.post<{ app_secret: string }>("/business/admin/businesses/secret", { id });
    context.out(`${JSON.stringify({ waba_id: id, ...answer })}\n`);
    return ExitCode.ok;
  },
};
