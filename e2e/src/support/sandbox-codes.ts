/** Reads what a sandbox handset has received, as a person would on the handset page. */
async function handsetMessages(serverUrl: string, number: string): Promise<readonly { text: string }[]> {
  const response = await fetch(`${serverUrl}/sandbox/handsets/${encodeURIComponent(number)}/messages`);
  if (!response.ok) throw new Error(`the handset answered ${response.status}`);
  const body = (await response.json()) as { messages: readonly { text: string }[] };
  return body.messages;
}

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
