import type { SmsGateway } from "@culver/sms";
import { createApp } from "./http/app.ts";
import type { ClosedPrefixes, Suppressions } from "./ports.ts";

export interface OperatorOptions {
  readonly gateway: SmsGateway;
  /** Of `createToken`: who has it may send, read traces by number and change things. */
  readonly token: string;
  /** Sender of `culver sms send` when it names none. */
  readonly sender: string;
  readonly suppressions?: Suppressions | undefined;
  readonly closedPrefixes?: ClosedPrefixes | undefined;
  /** Reads the routes again from where they are configured. @throws for routes that make no sense; the old ones stay. */
  readonly reloadRoutes?: (() => Promise<void>) | undefined;
}

/** Everything at /operator: for callers on this machine alone. */
export interface Operator {
  /** Undefined for what is not below /operator. `local`: the caller is on this machine, without a proxy between. */
  fetch(request: Request, local: boolean): Promise<Response> | undefined;
}

export function createOperator(options: OperatorOptions): Operator {
  const app = createApp(options);
  return {
    fetch(request, local) {
      const { pathname } = new URL(request.url);
      if (pathname !== "/operator" && !pathname.startsWith("/operator/")) return undefined;
      // Others shall not learn that there is something.
      if (!local) return undefined;
      return Promise.resolve(app.fetch(request));
    },
  };
}
