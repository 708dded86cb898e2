import { type Command, ExitCode, UsageError } from "../../command.ts";
import { BUSINESS_FLAGS, businessHelp, findBusiness } from "../../operator/businesses.ts";
import { operatorClient } from "../../operator/operator-client.ts";
import { printList, timeText } from "../../operator/print-list.ts";
import { readOptions } from "../../options.ts";

interface ListedToken {
  readonly id: string;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly expiresAt?: number;
  readonly revokedAt?: number;
}

const UNITS_MS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `culver business token`: what software signs in with. */
export const businessToken: Command = {
  name: "business token",
  synopsis: "create [--scope S,…] [--expires 90d] [--label L] | list | revoke ID, each [--business ID]",
  summary: "Create, list and revoke the tokens of a business's software",
  details: [
    "--scope S,…    whatsapp_business_messaging, whatsapp_business_management, business_management; the first two when left out",
    "--expires 90d  hours (h), days (d) or weeks (w) from now; never when left out",
    "--label L      what the list knows it by",
    ...businessHelp("", "A token is shown when it is created and never again."),
  ].join("\n"),
  async run(args, context) {
    const { values, positionals } = readOptions(
      args,
      {
        ...BUSINESS_FLAGS,
        scope: { type: "string" },
        expires: { type: "string" },
        label: { type: "string" },
      },
      { least: 1, most: 2 },
    );
    const [what, id] = positionals;
    const client = operatorClient(values, context);
    if (what === "revoke") {
      if (id === undefined) throw new UsageError("say revoke ID, as culver business token list shows it");
      const { revoked } = await client.post<{ revoked: boolean }>("/business/admin/tokens/revoke", { id });
      context.out(revoked ? "revoked\n" : "");
      if (!revoked) context.err("no token of that id is in use\n");
      return revoked ? ExitCode.ok : ExitCode.failure;
    }
    if (id !== undefined) throw new UsageError(`one argument too many: ${id}`);
    if (what !== "create" && what !== "list") throw new UsageError("say create, list or revoke ID");
    const expiresAt = values.expires === undefined ? undefined : Date.now() + spanOf(values.expires);
    const business = (await findBusiness(client, values.business)).id;
    if (what === "create") {
      const { token, id: made } = await client.post<{ token: string; id: string }>("/business/admin/tokens", {
        business,
        scopes: values.scope?.split(",").map((scope) => scope.trim()),
        expiresAt,
        label: values.label,
      });
      context.out(`${JSON.stringify({ id: made, token })}\n`);
      return ExitCode.ok;
    }
    const { tokens } = await client.get<{ tokens: ListedToken[] }>(
      `/business/admin/tokens?business=${business}`,
    );
    const headings = ["ID", "LABEL", "SCOPES", "CREATED", "STATE"];
    printList(context, tokens, { headings, row: rowOf });
    return ExitCode.ok;
  },
};

function rowOf({ id, label, scopes, createdAt, ...token }: ListedToken): readonly string[] {
  return [id, label === "" ? "-" : label, scopes.join(","), timeText(createdAt, 16), stateOf(token)];
}

function stateOf({ expiresAt, revokedAt }: Pick<ListedToken, "expiresAt" | "revokedAt">): string {
  if (revokedAt !== undefined) return `revoked ${timeText(revokedAt, 16)}`;
  if (expiresAt === undefined) return "valid";
  return `${expiresAt <= Date.now() ? "expired" : "valid until"} ${timeText(expiresAt, 16)}`;
}

function spanOf(text: string): number {
  const [, count = "", unit = ""] = /^([1-9][0-9]{0,4})([hdw])$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS_MS[unit] ?? 0);
  if (ms > 0) return ms;
  throw new UsageError("--expires takes a time such as 12h, 90d or 4w");
}
