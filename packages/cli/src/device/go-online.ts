import { ClientError, type CulverClient } from "@culver/client";
import { waitFor } from "./wait-for.ts";

/** Connects and waits until the backlog has been taken in. Rejects with ClientError `offline` after `seconds`. */
export async function goOnline(
  client: CulverClient,
  options: { readonly seconds: number; readonly signal: AbortSignal },
): Promise<void> {
  await client.connect();
  const online = async () => ((await client.connection()).state === "online" ? true : undefined);
  try {
    await waitFor(client, online, { ...options, what: "Connecting" });
  } catch (cause) {
    if (!(cause instanceof ClientError) || cause.code !== "timeout") throw cause;
    throw unreachable(cause);
  }
}

const unreachable = (cause: ClientError) =>
  new ClientError("offline", "The server cannot be reached.", { cause });
