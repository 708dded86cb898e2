import { fileURLToPath } from "node:url";
import { type Created, createBusiness } from "../../src/business/create.ts";
import { Receiver } from "../../src/business/receiver.ts";
import type { ServerProcess } from "../../src/support/server-process.ts";
import type { Stage } from "./stage.ts";

const MAIN = fileURLToPath(new URL("../../../packages/cli/src/main.ts", import.meta.url));

// biome-ignore lint/suspicious/noExplicitAny: webhooks and answers are looked into by tests
type Json = any;

/** A business's own software, which knows the Cloud API and nothing else: it calls by fetch and is told by webhooks. */
export class Bot implements AsyncDisposable {
  readonly created: Created;
  readonly number: string;
  readonly receiver: Receiver;
  readonly #server: ServerProcess;

  private constructor(server: ServerProcess, number: string, created: Created, receiver: Receiver) {
    this.#server = server;
    this.number = number;
    this.created = created;
    this.receiver = receiver;
  }

  /** Runs `culver business create` beside the stage's server. */
  static async of({ server }: Stage, name: string, number: string): Promise<Bot> {
    const receiver = new Receiver();
    const port = Number(new URL(server.url).port);
    const created = await createBusiness({ name, number, receiver, port, data: server.data });
    return new Bot(server, number, created, receiver);
  }

  /** Throws what the API answers when it refuses. */
  async call(method: string, path: string, body?: Json): Promise<Json> {
    const response = await fetch(`${this.#server.url}/v23.0/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.created.token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Sends a message of a type of the API; its id. */
  async send(to: string, type: string, content: Json): Promise<string> {
    const { messages } = await this.call("POST", `${this.created.phone_number_id}/messages`, {
      messaging_product: "whatsapp",
      to,
      type,
      [type]: content,
    });
    return messages[0].id;
  }

  askWithButtons(to: string, text: string, buttons: Readonly<Record<string, string>>): Promise<string> {
    return this.send(to, "interactive", {
      type: "button",
      body: { text },
      action: {
        buttons: Object.entries(buttons).map(([id, title]) => ({ type: "reply", reply: { id, title } })),
      },
    });
  }

  /** Runs `culver business agents invite`; the link that it prints. */
  async invite(name: string, role: "agent" | "admin" | "operator"): Promise<string> {
    const { data, url } = this.#server;
    const flags = ["--name", name, "--role", role, "--port", new URL(url).port, "--data", data];
    const child = Bun.spawn([process.execPath, MAIN, "business", "agents", "invite", ...flags], {
      stdout: "pipe",
    });
    const link = (await new Response(child.stdout).text()).trim();
    if ((await child.exited) !== 0) throw new Error(`${name} cannot be invited`);
    return link;
  }

  /** The message of a webhook that `is` holds for, once it has come. */
  async told(is: (message: Json) => boolean): Promise<Json> {
    for (const end = Date.now() + 15_000; Date.now() < end; await Bun.sleep(20)) {
      const found = this.receiver.messages().find(is);
      if (found !== undefined) return found;
    }
    throw new Error("no webhook told it");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.receiver.stop();
  }
}
