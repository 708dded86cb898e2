import { type ListedDevice, sealTo } from "@culver/crypto";
import {
  type DeviceId,
  type E164,
  type Element,
  encodeSmsContent,
  isValidDeviceId,
  MAX_SMS_COPIES,
  type SmsGatewayKey,
  smsSend,
} from "@culver/protocol";

/** Seals a text to the gateway and a copy to each of the account's other devices. Throws SealError. */
export async function sealText(
  { id, to, text }: { readonly id: string; readonly to: string; readonly text: string },
  key: SmsGatewayKey,
  others: readonly ListedDevice[],
): Promise<Element> {
  const content = encodeSmsContent({ id, to: to as E164, text });
  const associated = new TextEncoder().encode(id);
  const copies: { device: DeviceId; sealed: Uint8Array }[] = [];
  for (const { device, hpkeKey } of others.slice(0, MAX_SMS_COPIES))
    if (isValidDeviceId(device))
      copies.push({ device, sealed: await sealTo(hpkeKey, "sms-copy", content, associated) });
  const sealed = await sealTo(key.publicKey, "sms-outgoing", content, associated);
  return smsSend({ id, text: { key: key.id, sealed }, copies });
}
