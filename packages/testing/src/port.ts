import { createServer } from "node:net";

/** Below what systems give to outgoing connections, from 32768 on Linux: none of those takes the port in between. */
const FIRST = 15_000;
const COUNT = 17_000;
const TRIES = 100;

/** A loopback TCP port that was free a moment ago; the caller retries if someone else was faster. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (await isFree(port)) return port;
  }
  throw new Error("no TCP port is free");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
