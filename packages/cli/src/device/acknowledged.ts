import { ClientError, type CulverClient, type Message } from "@culver/client";
import { waitFor } from "./wait-for.ts";

/** A sent message once the server has it safely. Throws ClientError `not_sent`, `timeout`. */
export async function acknowledged(
  client: CulverClient,
  conversation: string,
  id: string,
  options: { readonly seconds: number; readonly signal: AbortSignal },
): Promise<Message> {
  const message = await waitFor(
    client,
    async () => {
      const now = await client.message(conversation, id);
      if (now === undefined || now.status !== "queued") return now;
      // Over SMS a text is queued until a carrier has it; the gateway has it safely before that.
      return (await client.messageInfo(conversation, id)).sentAt === undefined ? undefined : now;
    },
    { ...options, what: "The server's acknowledgement" },
  );
  if (message.status === "failed") throw new ClientError("not_sent", message.failure ?? "Not sent.");
  return message;
}
