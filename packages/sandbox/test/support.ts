import { type OpenSmsGatewayOptions, openSmsGateway, type SmsStatus } from "@culver/sms";
import { createTestDatabase } from "@culver/testing/engines";
import { createSandbox, type SandboxOptions } from "../src/index.ts";

const origin = "http://localhost:8080";

/** Waits short enough for tests. */
export const quick = {
  tuning: { backoff: { baseMs: 10, maxMs: 40 }, responseTimeoutMs: 400 },
  queue: { sweepMs: 50, handlerRetryMs: 20 },
  retry: {
    throttledMs: 20,
    maxThrottledMs: 50,
    temporaryMs: 20,
    maxTemporaryMs: 50,
    uncertainMs: 100,
    unsentMs: 20,
  },
  breaker: { openMs: 50, maxOpenMs: 100 },
} satisfies Partial<OpenSmsGatewayOptions>;

/** A durable gateway on SQLite over these routes. */
export async function gatewayOver(routes: string) {
  const store = await createTestDatabase("sqlite");
  const gateway = await openSmsGateway({ database: store.database, routes, ...quick });
  let disposed: Promise<void> | undefined;
  const dispose = async () => {
    await gateway[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
  };
  return {
    open: gateway,
    /** Resolves when it has come to its end. @throws Error with the carrier's code when it failed */
    async send({ to, from, text }: { to: string; from: string; text: string }): Promise<SmsStatus> {
      const { id } = await gateway.send({ to, from, body: { kind: "text", text }, purpose: "notice" });
      const status = await gateway.settled(id);
      if (status?.state !== "delivered") throw new Error(`${status?.state} ${status?.code}`);
      return status;
    },
    onIncoming(handler: (message: { from: string; to: string; text: string }) => void | Promise<void>) {
      return gateway.onIncoming(({ from, to, body }) =>
        handler({ from, to, text: body.kind === "text" ? body.text : "" }),
      );
    },
    /** Why the link is down, in the carrier's words. */
    problem: () => gateway.state().carriers[0]?.binds[0]?.lastProblem ?? "",
    [Symbol.asyncDispose]: () => {
      disposed ??= dispose();
      return disposed;
    },
  };
}

/** A sandbox with a real gateway bound to it over loopback. */
export async function sandboxWithGateway(options: SandboxOptions = {}) {
  const sandbox = await createSandbox({ receiptDelayMs: 10, ...options });
  const gateway = await gatewayOver(sandbox.route);
  await gateway.open.ready();
  return {
    sandbox,
    gateway,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await sandbox.close();
    },
  };
}

type Fetching = { fetch(request: Request): Response | Promise<Response> };

export async function get(
  sandbox: Fetching,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return sandbox.fetch(new Request(origin + path, { headers }));
}

export async function write(
  sandbox: Fetching,
  method: "POST" | "PUT",
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return sandbox.fetch(
    new Request(origin + path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  );
}

/** Waits until `check` holds. */
export async function until(check: () => boolean | Promise<boolean>, timeoutMs = 8000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error("waited in vain");
    await Bun.sleep(5);
  }
}
