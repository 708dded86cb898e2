import type { ThreadView } from "@culver/business/inbox-api";
import type { BusinessWorld } from "./business.ts";

/** An agent with the role admin, signed in as a browser is, without a page. */
export class Administrator {
  readonly #world: BusinessWorld;
  #cookie = "";

  private constructor(world: BusinessWorld) {
    this.#world = world;
  }

  /** Takes the invitation that `culver business create` printed. */
  static async join(world: BusinessWorld): Promise<Administrator> {
    const admin = new Administrator(world);
    const secret = new URL(world.created.inbox).hash.replace("#invitation=", "");
    await admin.call("POST", "/invitations/accept", { secret, login: "ann", password: "rye and sour dough" });
    return admin;
  }

  /** Saves the automatic replies of the business's number. */
  async save(draft: object): Promise<void> {
    await this.call("PUT", `/replies?number=${this.#world.created.phone_number_id}`, draft);
  }

  /** Chats that wait for a person. */
  async waiting(): Promise<readonly ThreadView[]> {
    const { threads } = (await this.call("GET", "/threads?filter=open")) as { threads: ThreadView[] };
    return threads.filter(({ needsPerson }) => needsPerson);
  }

  /** A call below /business/api. Throws what it refuses. */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const { url } = this.#world;
    const response = await fetch(`${url}/business/api${path}`, {
      method,
      headers: {
        cookie: this.#cookie,
        ...(method !== "GET" && { origin: new URL(url).origin, "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    this.#cookie = response.headers.get("set-cookie")?.split(";")[0] ?? this.#cookie;
    return response.json();
  }
}
