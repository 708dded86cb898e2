import type { InboxApi } from "../../src/inbox-pages/index.ts";
import { pause } from "../demo-sign-up.ts";
import { demoReplies } from "./demo-replies.ts";
import { demoTemplates } from "./demo-templates.ts";
import { demoWebhooks } from "./demo-webhooks.ts";
import { DemoRefusal, type Handler } from "./handler.ts";

/** An invented server for the pages; what is changed stays until the page is loaded anew. */
export function demoPagesApi(): InboxApi {
  const handlers: readonly Handler[] = [demoTemplates(), demoReplies(), demoWebhooks()];
  const call = async (method: string, address: string, body?: unknown): Promise<unknown> => {
    await pause(120);
    const { pathname: path, searchParams: query } = new URL(address, "https://demo.example");
    for (const handler of handlers) {
      const answer = handler({ method, path, query, body });
      if (answer !== undefined) return structuredClone(answer);
    }
    throw new DemoRefusal("not_found", "There is no such thing.");
  };
  return {
    get: <T>(path: string) => call("GET", path) as Promise<T>,
    send: <T>(method: string, path: string, body?: unknown) => call(method, path, body) as Promise<T>,
  };
}
