/**
 * Reads once for all the metrics of one scrape: a registry calls every `collect` in one turn, and each would read the whole
 * state anew, from the database even.
 */
export function perScrape<T>(read: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => {
    if (found === undefined) {
      found = { value: read() };
      queueMicrotask(() => {
        found = undefined;
      });
    }
    return found.value;
  };
}
