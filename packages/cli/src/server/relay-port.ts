import type { CulverServer } from "@culver/server";
import type { SmsLeg } from "@culver/sms";

/** What the relay does for businesses: a number is vouched for by the operator's right, and its texts go to its account. */
export interface RelayNumbers {
  voucher(
    number: string,
  ): Promise<{ readonly registration: string; readonly code: string; readonly expiresAt: number }>;
}

export function relayNumbers(server: () => CulverServer, leg: SmsLeg | undefined): RelayNumbers {
  return {
    async voucher(number) {
      await leg?.dedicated.add(number);
      return server().services.vouchers.issue(number);
    },
  };
}

/** A voucher as it is handed on: what `culver business create --voucher` takes. */
export function voucherText({
  registration,
  code,
}: {
  readonly registration: string;
  readonly code: string;
}): string {
  return `${registration}.${code}`;
}
