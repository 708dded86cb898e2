/** What a browser says about the network. It may be wrong either way, so it only hurries things along. */
export function onNetworkHints(handlers: { online: () => void; offline: () => void }): () => void {
  const { addEventListener, removeEventListener } = globalThis;
  if (typeof addEventListener !== "function" || typeof navigator === "undefined") return () => undefined;
  globalThis.addEventListener("online", handlers.online);
  globalThis.addEventListener("offline", handlers.offline);
  return () => {
    if (typeof removeEventListener !== "function") return;
    globalThis.removeEventListener("online", handlers.online);
    globalThis.removeEventListener("offline", handlers.offline);
  };
}
