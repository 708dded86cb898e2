const LOOK_EVERY_MS = 2;

/** Waits until the condition holds. @throws {Error} naming `what` when it does not in time */
export async function settled(condition: () => boolean, what: string, timeoutMs = 30_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`${what} did not come within ${timeoutMs} ms`);
    await Bun.sleep(LOOK_EVERY_MS);
  }
}
