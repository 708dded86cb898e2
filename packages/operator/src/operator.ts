import { createApp } from "./http/app.ts";
import type { OperatorOptions } from "./options.ts";

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
