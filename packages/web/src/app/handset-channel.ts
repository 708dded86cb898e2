import type { App } from "./app.ts";

/** Where the sandbox's page of handsets hands over what it received; only pages of this origin hear each other. */
const channelName = "culver-sms";

interface ReceivedSms {
  readonly from: string;
  readonly userData: Uint8Array;
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function smsOf(value: unknown): ReceivedSms | undefined {
  if (!isRecord(value) || typeof value.from !== "string" || typeof value.userData !== "string")
    return undefined;
  try {
    return { from: value.from, userData: fromBase64(value.userData) };
  } catch {
    return undefined;
  }
}

/** The data SMS of a message on the channel, when they are for this number. */
function handedOver(data: unknown, number: string): readonly ReceivedSms[] | undefined {
  if (!isRecord(data) || data.type !== "sms" || data.number !== number || !Array.isArray(data.sms))
    return undefined;
  return data.sms.flatMap((one) => smsOf(one) ?? []);
}

/**
 * Takes in encrypted SMS that a handset of the sandbox has received for our number, and tells it whether a message is whole.
 * Returns a function that stops it.
 */
export function listenToHandsets(app: App): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = async ({ data }: MessageEvent<unknown>) => {
    const number = app.self.get()?.number;
    const received = number === undefined ? undefined : handedOver(data, number);
    if (received === undefined) return;
    let completed = false;
    for (const sms of received) {
      // Another SMS than an encrypted one is none of ours; the handset shows it anyway.
      completed = (await app.client.takeInSms(sms).catch(() => false)) || completed;
    }
    channel.postMessage({ type: "taken", number, completed });
  };
  return () => channel.close();
}
