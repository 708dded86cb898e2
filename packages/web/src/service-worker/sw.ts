/** Keeps the app's own files, so that it opens, reads, searches and queues with no network. Holds no messages and no keys. */
declare const __SHELL: readonly { url: string; revision: string | null }[];

const worker = self as unknown as ServiceWorkerGlobalScope;
/** Filled in by the build. */
const shell = __SHELL;
const version = hash(JSON.stringify(shell));
const cacheName = `culver-shell-${version}`;
/** The app's own places (src/route/route.ts); every other page is the server's. */
const place = /^\/($|c\/|new$|settings(\/|$))/;

function hash(text: string): string {
  let value = 5381;
  for (const character of text) value = (value * 33) ^ (character.codePointAt(0) ?? 0);
  return (value >>> 0).toString(36);
}

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(shell.map(({ url }) => new Request(`/${url}`, { cache: "no-cache" })));
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("culver-shell-") && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function respond(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const wanted = request.mode === "navigate" ? "/index.html" : request;
  return (await cache.match(wanted)) ?? fetch(request);
}

function isOurs(request: Request): boolean {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return false;
  if (request.mode === "navigate") return place.test(url.pathname);
  return shell.some((entry) => url.pathname === `/${entry.url}`);
}

async function openFromNotification(path: string): Promise<void> {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows[0];
  if (open === undefined) {
    await worker.clients.openWindow(path);
    return;
  }
  await open.focus();
  open.postMessage({ type: "open", path });
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("message", (event) => {
  if (event.data === "activate") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  if (isOurs(event.request)) event.respondWith(respond(event.request));
});
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const path: unknown = event.notification.data?.path;
  event.waitUntil(openFromNotification(typeof path === "string" ? path : "/"));
});
