/** Below what systems give to outgoing connections, from 32768 on Linux: none of those takes the port in between. */
const FIRST = 15_000;
const COUNT = 17_000;
const TRIES = 100;

/** A loopback port that nobody listens on right now. */
export function freePort(): number {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (isFree(port)) return port;
  }
  throw new Error("no free port");
}

function isFree(port: number): boolean {
  try {
    Bun.serve({ hostname: "127.0.0.1", port, fetch: () => new Response() }).stop(true);
    return true;
  } catch {
    return false;
  }
}
