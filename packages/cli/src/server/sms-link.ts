import { createSandbox, type Sandbox } from "@culver/sandbox";
import type { RouteStatus, SmsSender } from "@culver/server";
import {
  createSmsGateway,
  type RouteState,
  type DirectSmsGateway as SmsGateway,
  type SmsLog,
} from "@culver/sms";
import type { Config } from "../config/index.ts";

/** How long the sandbox's own link may take to bind at start, ms. */
const SANDBOX_READY_MS = 5000;

/** The way to phones: a gateway to the operator's carriers, or to the sandbox carrier, over the same SMPP code. */
export interface SmsLink extends AsyncDisposable {
  readonly sender: SmsSender;
  readonly sandbox: Sandbox | undefined;
  routes(): readonly RouteStatus[];
}

/** Without any route, sending fails with a plain error and the server runs all the same. */
export async function openSmsLink(config: Config, log: SmsLog): Promise<SmsLink> {
  const isGateway = config.roles.includes("gateway");
  const sandbox = isGateway && config.sandbox ? await createSandbox() : undefined;
  const routes = sandbox?.route ?? (isGateway ? config.smsRoutes : []);
  const gateway = routes.length === 0 ? undefined : createSmsGateway({ routes, log });
  // Nothing is addressed to a person yet: what comes in maps to nobody and is let go of.
  gateway?.onIncoming(async () => undefined);
  if (sandbox !== undefined) await gateway?.ready(SANDBOX_READY_MS);
  return {
    sender: senderOver(gateway, config.smsSender),
    sandbox,
    routes: () => gateway?.state().map(statusOf) ?? [],
    async [Symbol.asyncDispose]() {
      await gateway?.[Symbol.asyncDispose]();
      await sandbox?.close();
    },
  };
}

function senderOver(gateway: SmsGateway | undefined, from: string): SmsSender {
  return {
    async send(message) {
      if (gateway === undefined) throw new Error("no carrier is set: see CULVER_SMS_ROUTES");
      await gateway.send({ ...message, from });
    },
  };
}

const STATES = { bound: "connected", connecting: "connecting", waiting: "down", closed: "down" } as const;

function statusOf({ name, status, since, waiting, inFlight, counters }: RouteState): RouteStatus {
  return { name, state: STATES[status], since, waiting: waiting + inFlight, sent: counters.accepted };
}
