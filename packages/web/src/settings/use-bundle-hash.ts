import { useEffect, useState } from "react";

/** What the server says the app it serves is (`bundle.json`, written by the build); undefined offline or in a demonstration. */
export function useBundleHash(): string | undefined {
  const [hash, setHash] = useState<string>();
  useEffect(() => {
    const ending = new AbortController();
    fetch("/bundle.json", { signal: ending.signal, credentials: "omit" })
      .then(async (response) => (await response.json()) as { hash?: unknown })
      .then(({ hash: found }) => setHash(typeof found === "string" ? found : undefined))
      .catch(() => undefined);
    return () => ending.abort();
  }, []);
  return hash;
}
