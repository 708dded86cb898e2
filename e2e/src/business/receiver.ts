import { createHmac } from "node:crypto";

/** One webhook as it came. */
export interface Delivery {
  readonly raw: string;
  readonly signature: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Body {
  readonly entry: readonly {
    readonly changes: readonly { field: string; value: Record<string, unknown> }[];
  }[];
}

/** A business's own web server: answers the verification and keeps what it is told. */
export class Receiver {
  readonly verifyToken = "a-token-of-the-bot";
  readonly deliveries: Delivery[] = [];
  /** What the next webhooks are answered with. */
  status = 200;
  readonly #server: Bun.Server<undefined>;
  /** Values by field, each once however often it came. */
  readonly #values = new Map<string, Map<string, Record<string, unknown>>>();
  readonly #statuses = new Map<string, Set<string>>();

  constructor() {
    this.#server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => this.#answer(request) });
  }

  get url(): string {
    return `http://localhost:${this.#server.port}/webhook`;
  }

  /** Every change of every webhook that was taken. */
  changes(field = "messages"): readonly Record<string, unknown>[] {
    return [...(this.#values.get(field)?.values() ?? [])];
  }

  messages(): readonly Record<string, unknown>[] {
    return this.changes().flatMap((value) => (value.messages ?? []) as Record<string, unknown>[]);
  }

  /** The statuses told of a message, each once. */
  statusesOf(id: string): readonly string[] {
    return [...(this.#statuses.get(id) ?? [])];
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
    const signature = request.headers.get("x-hub-signature-256") ?? "";
    this.deliveries.push({ raw, signature, headers: Object.fromEntries(request.headers) });
    this.#keep(JSON.parse(raw) as Body);
    return new Response();
  }

  #keep({ entry }: Body): void {
    for (const { field, value } of entry.flatMap(({ changes }) => changes)) {
      const values = this.#values.get(field) ?? new Map();
      this.#values.set(field, values.set(JSON.stringify(value), value));
      for (const { id, status } of (value.statuses ?? []) as { id: string; status: string }[])
        this.#statuses.set(id, (this.#statuses.get(id) ?? new Set()).add(status));
    }
  }
}
