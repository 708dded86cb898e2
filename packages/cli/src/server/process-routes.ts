import { createHash, timingSafeEqual } from "node:crypto";
import type { Metrics } from "@culver/server";

/** What of a process its operator asks: whether it is well, and its figures. */
export interface ProcessRoutes {
  /** Answers everything: what is not there with 404. */
  fetch(request: Request, peer: string): Promise<Response>;
}

export type ProcessState = "ok" | "starting" | "draining" | "no database";

export function createProcessRoutes({
  registry,
  metricsToken,
  isLocal,
  state,
}: {
  readonly registry: Metrics["registry"];
  /** Without one, figures are for this machine alone. */
  readonly metricsToken: string | undefined;
  readonly isLocal: (request: Request, peer: string) => boolean;
  readonly state: () => Promise<ProcessState>;
}): ProcessRoutes {
  const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
  const refuse = (status: number, code: string, message: string) =>
    Response.json({ error: { code, message } }, { status, headers });
  return {
    async fetch(request, peer) {
      const { pathname } = new URL(request.url);
      if (pathname === "/healthz") {
        const status = await state();
        return Response.json({ status }, { status: status === "ok" ? 200 : 503, headers });
      }
      if (pathname === "/metrics" && (metricsToken !== undefined || isLocal(request, peer))) {
        if (metricsToken !== undefined && !bears(request, metricsToken))
          return refuse(401, "not_authorized", "A token is needed here.");
        const type = { "content-type": registry.contentType };
        return new Response(await registry.metrics(), { headers: { ...headers, ...type } });
      }
      return refuse(404, "not_found", "There is no such thing.");
    },
  };
}

function bears(request: Request, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text, "utf8").digest();
  return timingSafeEqual(digest(request.headers.get("authorization") ?? ""), digest(`Bearer ${token}`));
}
