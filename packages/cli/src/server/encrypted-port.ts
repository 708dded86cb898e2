import type { EncryptedSmsPort } from "@culver/server";
import { type SmsGateway, SmsUnavailableError, specificity } from "@culver/sms";

/** Octets of a message in one data SMS with ports, and in each of several (TS 23.040 section 9.2.3.24). */
const ALONE = 133;
const EACH = 128;

/** The octets that fit into so many data SMS. */
export const octetsOf = (segments: number): number => (segments === 1 ? ALONE : segments * EACH);

/** Encrypted SMS over the gateway; refused while no carrier for the number is there to take it. */
export function createEncryptedPort(gateway: SmsGateway, from: string): EncryptedSmsPort {
  return {
    async send({ id, account, number: to, octets, port }) {
      const isServed = gateway.state().carriers.some((c) => c.isBound && specificity(c, to) >= 0);
      if (!isServed) throw new SmsUnavailableError("no carrier for this number is bound");
      const body = { kind: "data", octets, port } as const;
      await gateway.send({ id, to, from, body, purpose: "encrypted", account });
    },
    async cancel(id) {
      await gateway.cancel(id);
    },
  };
}
