/**
 * What a browser says about the network, what it says now included when that is that there is none. It may be wrong either
 * way: an app shows it, and it hurries things along, but nothing stops trying because of it.
 */
export function onNetworkHints(handlers: { online: () => void; offline: () => void }): () => void {
  const { addEventListener, removeEventListener } = globalThis;
  if (typeof addEventListener !== "function" || typeof navigator === "undefined") return () => undefined;
  globalThis.addEventListener("online", handlers.online);
  globalThis.addEventListener("offline", handlers.offline);
  if (navigator.onLine === false) handlers.offline();
  return () => {
    if (typeof removeEventListener !== "function") return;
    globalThis.removeEventListener("online", handlers.online);
    globalThis.removeEventListener("offline", handlers.offline);
  };
}
