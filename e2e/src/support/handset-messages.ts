/** A message on a handset of the sandbox: what it received, or what was written on it. */
export interface HandsetMessage {
  readonly id: number;
  readonly direction: "received" | "sent";
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** In how many SMS it travelled. */
  readonly parts: number;
  readonly data?: { readonly port?: number; readonly userData: readonly string[] };
}

/** Everything on a handset, oldest first. */
export async function handsetMessages(serverUrl: string, number: string): Promise<readonly HandsetMessage[]> {
  const response = await fetch(`${serverUrl}/sandbox/handsets/${encodeURIComponent(number)}/messages`);
  if (!response.ok) throw new Error(`the handset answered ${response.status}`);
  const body = (await response.json()) as { messages: readonly HandsetMessage[] };
  return body.messages;
}

/** What a handset has received so far, but for codes; oldest first. */
export async function textsReceived(serverUrl: string, number: string): Promise<readonly HandsetMessage[]> {
  const messages = await handsetMessages(serverUrl, number);
  return messages.filter(({ direction, text }) => direction === "received" && !text.includes("code is"));
}
