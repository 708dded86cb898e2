import { handsetMessages } from "./handset-messages.ts";

/** The newest sign-up code of a handset; waits up to 10 s for a code newer than the first `after` ones. */
export async function waitForCode(serverUrl: string, number: string, after = 0): Promise<string> {
  const until = Date.now() + 10_000;
  while (Date.now() < until) {
    const codes = (await handsetMessages(serverUrl, number)).flatMap(
      (m) => m.text.match(/\b\d{6}\b/)?.[0] ?? [],
    );
    const newest = codes.at(-1);
    if (codes.length > after && newest !== undefined) return newest;
    await Bun.sleep(50);
  }
  throw new Error(`no code reached ${number} in 10 s`);
}
