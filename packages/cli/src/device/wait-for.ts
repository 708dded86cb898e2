import { ClientError, type ClientEvent, type CulverClient } from "@culver/client";

/**
 * Resolves with the first defined answer of `check`, asked now, after every event of the client, and every second.
 * Rejects with ClientError `timeout` after `seconds`, `signed_out` when the server no longer accepts this device, and when `signal` aborts.
 */
export function waitFor<T>(
  client: CulverClient,
  check: (event?: ClientEvent) => Promise<T | undefined> | T | undefined,
  options: { readonly seconds: number; readonly signal: AbortSignal; readonly what: string },
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      clearInterval(poll);
      unsubscribe();
      options.signal.removeEventListener("abort", onAbort);
      settle();
    };
    const onAbort = () => end(() => reject(new ClientError("interrupted", "Interrupted.")));
    const timer = setTimeout(
      () =>
        end(() =>
          reject(new ClientError("timeout", `${options.what} took longer than ${options.seconds} s.`)),
        ),
      options.seconds * 1000,
    );
    const ask = async (event?: ClientEvent) => {
      if (event?.type === "connection" && event.connection.state === "signed-out")
        throw new ClientError("signed_out", "The server no longer accepts this device.");
      const answer = await check(event);
      if (answer !== undefined) end(() => resolve(answer));
    };
    const tell = (event?: ClientEvent) => void ask(event).catch((error) => end(() => reject(error)));
    const unsubscribe = client.subscribe(tell);
    const poll = setInterval(tell, 1000);
    options.signal.addEventListener("abort", onAbort);
    tell();
  });
}
