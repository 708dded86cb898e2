import { createSmsGateway } from "@culver/sms";
import { createSandbox, type SandboxOptions } from "../src/index.ts";

const origin = "http://localhost:8080";

/** A sandbox with a real gateway bound to it over loopback. */
export async function sandboxWithGateway(options: SandboxOptions = {}) {
  const sandbox = await createSandbox({ receiptDelayMs: 10, ...options });
  const gateway = createSmsGateway({
    routes: sandbox.route,
    tuning: { backoff: { baseMs: 10, maxMs: 50 } },
  });
  await gateway.ready();
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
