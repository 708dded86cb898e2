import { Courtesy } from "./courtesy.ts";
import type { Lane } from "./lane.ts";
import { settled } from "./settled.ts";

const WITHIN_MS = 120_000;

/**
 * Waits until receivers that have just connected have what their mailboxes hold: so many messages in all, in order and once each,
 * which the lanes check; and, when they send receipts, until the senders have those.
 * @param since when they began to connect, as of performance.now()
 * @returns seconds it took from then on
 * @throws {Error} when messages are missing
 */
export async function collect(
  senders: readonly Lane[],
  receivers: readonly Lane[],
  messages: number,
  receipts: boolean,
  since: number,
): Promise<number> {
  const arrived = () => receivers.reduce((sum, lane) => sum + lane.arrived, 0);
  const receipted = () => senders.reduce((sum, lane) => sum + lane.receipted, 0);
  const receiptedBefore = receipted();
  using _sending = new Courtesy(senders, false);
  using _receiving = new Courtesy(receivers, receipts);
  await settled(() => arrived() >= messages, `${messages} stored messages`, WITHIN_MS);
  const took = (performance.now() - since) / 1000;
  if (receipts) await settled(() => receipted() - receiptedBefore >= messages, `${messages} receipts`);
  if (arrived() !== messages) throw new Error(`${arrived()} messages came where ${messages} were stored`);
  return took;
}
