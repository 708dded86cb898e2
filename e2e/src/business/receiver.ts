import { createHmac } from "node:crypto";

/** One webhook as it came. */
export interface Delivery {
  readonly raw: string;
  readonly signature: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A business's own web server: answers the verification and keeps what it is told. */
export class Receiver {
  readonly verifyToken = "a-token-of-the-bot";
  readonly deliveries: Delivery[] = [];
  readonly #server: Bun.Server<undefined>;
  /** What the next webhooks are answered with. */
  status = 200;

  constructor() {
    this.#server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => this.#answer(request) });
  }

  get url(): string {
    return `http://localhost:${this.#server.port}/webhook`;
  }

  /** Every change of every webhook that was taken, each once however often it came. */
  changes(field = "messages"): readonly Record<string, unknown>[] {
    const seen = new Map<string, Record<string, unknown>>();
    for (const { raw } of this.deliveries) {
      const body = JSON.parse(raw) as {
        entry: { changes: { field: string; value: Record<string, unknown> }[] }[];
      };
      for (const change of body.entry.flatMap(({ changes }) => changes))
        if (change.field === field) seen.set(JSON.stringify(change.value), change.value);
    }
    return [...seen.values()];
  }

  messages(): readonly Record<string, unknown>[] {
    return this.changes().flatMap((value) => (value.messages ?? []) as Record<string, unknown>[]);
  }

  /** The statuses told of a message, each once. */
  statusesOf(id: string): readonly string[] {
    const all = this.changes().flatMap((value) => (value.statuses ?? []) as { id: string; status: string }[]);
    return [...new Set(all.filter((status) => status.id === id).map(({ status }) => status))];
  }

  /** Whether every webhook is signed with this secret. */
  isSigned(secret: string): boolean {
    return this.deliveries.every(
      ({ raw, signature }) =>
        signature === `sha256=${createHmac("sha256", secret).update(raw, "utf8").digest("hex")}`,
    );
  }

  stop(): Promise<void> {
    return this.#server.stop(true);
  }

  async #answer(request: Request): Promise<Response> {
    const { searchParams } = new URL(request.url);
    if (request.method === "GET") {
      const isOurs = searchParams.get("hub.verify_token") === this.verifyToken;
      return isOurs ? new Response(searchParams.get("hub.challenge")) : new Response(null, { status: 403 });
    }
    const raw = await request.text();
    if (this.status !== 200) return new Response(null, { status: this.status });
    this.deliveries.push({
      raw,
      signature: request.headers.get("x-hub-signature-256") ?? "",
      headers: Object.fromEntries(request.headers),
    });
    return new Response();
  }
}
