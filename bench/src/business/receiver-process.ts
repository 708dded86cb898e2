/** The business's own web server: counts what webhooks tell it. */
import { answerUsage } from "../process/usage.ts";

const told = { messages: 0, sent: 0, delivered: 0, failed: 0, posts: 0 };

interface Body {
  readonly entry: readonly {
    readonly changes: readonly {
      readonly value: {
        readonly messages?: readonly object[];
        readonly statuses?: readonly { status: string }[];
      };
    }[];
  }[];
}

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  async fetch(request) {
    if (request.method === "GET") return new Response(new URL(request.url).searchParams.get("hub.challenge"));
    const { entry } = (await request.json()) as Body;
    told.posts++;
    for (const { value } of entry.flatMap(({ changes }) => changes)) {
      told.messages += value.messages?.length ?? 0;
      for (const { status } of value.statuses ?? [])
        if (status === "sent" || status === "delivered" || status === "failed") told[status]++;
    }
    return new Response();
  },
});

answerUsage(() => ({ accepted: told.delivered, written: told.posts }));
process.on("message", (request: unknown) => {
  if (request === "told") process.send?.({ told });
});
process.send?.({ ready: { url: `http://localhost:${server.port}/webhook` } });

export type Told = typeof told;
