import type { CarrierState, GatewayState } from "@culver/sms";
import { type Command, ExitCode } from "../../command.ts";
import { columns } from "../../operator/columns.ts";
import { operatorClient, SERVER_FLAGS, SERVER_FLAGS_HELP } from "../../operator/operator-client.ts";
import { readOptions } from "../../options.ts";

/** `culver sms routes`: the carriers as they are now. */
export const smsRoutes: Command = {
  name: "sms routes",
  synopsis: "[--reload] [--json]",
  summary: "Show every carrier and its binds; --reload reads the routes again",
  details: [
    "--reload  read CULVER_SMS_ROUTES_FILE again: what is unchanged keeps its binds, what is gone finishes first",
    "--json    the whole state as JSON",
    "",
    SERVER_FLAGS_HELP,
    "Returns 1 when some carrier has no link.",
  ].join("\n"),
  async run(args, context) {
    const { values } = readOptions(args, {
      ...SERVER_FLAGS,
      reload: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    });
    const client = operatorClient(values, context);
    if (values.reload) await client.post("/operator/sms/routes/reload", {});
    const state = await client.get<GatewayState>("/operator/sms/state");
    if (values.json) context.out(`${JSON.stringify(state, null, 2)}\n`);
    else context.out(`${table(state)}\n`);
    return state.carriers.every(({ isBound }) => isBound) ? ExitCode.ok : ExitCode.failure;
  },
};

function table({ carriers }: GatewayState): string {
  if (carriers.length === 0) return "no carrier is set up: see CULVER_SMS_ROUTES";
  const headings = ["CARRIER", "SERVES", "STATE", "HEALTH", "QUEUED", "IN FLIGHT", "ACCEPTED", "REFUSED"];
  return columns(
    headings,
    carriers.map((carrier) => [
      carrier.name,
      carrier.prefixes.length === 0 ? "all" : carrier.prefixes.join(","),
      stateWords(carrier),
      `${Math.round(carrier.health.score * 100)} %`,
      String(carrier.queued),
      String(carrier.inFlight),
      String(carrier.counters.accepted),
      String(Object.values(carrier.counters.errors).reduce((sum, n) => sum + n, 0)),
    ]),
  );
}

function stateWords({ binds, draining, breaker }: CarrierState): string {
  const bound = binds.filter(({ status }) => status === "bound").length;
  if (draining) return "finishing";
  return breaker.status === "closed"
    ? `${bound} of ${binds.length} bound`
    : `${bound} of ${binds.length} bound, breaker ${breaker.status}`;
}
