/** An SMPP address: type of number, numbering plan, digits or name (SMPP 3.4 sections 5.2.5 to 5.2.7). */
export interface SmppAddress {
  readonly ton: number;
  readonly npi: number;
  readonly address: string;
}

/** Not a number, a short code, or a sender name. The value is not in the message. */
export class AddressError extends Error {
  override readonly name = "AddressError";
}

const E164 = /^\+[1-9]\d{6,14}$/;
const PLAIN_DIGITS = /^\d{2,15}$/;
const SENDER_NAME = /^(?=.*[A-Za-z])[A-Za-z0-9 ._&-]{1,11}$/;

/** @throws AddressError unless `number` is E.164 with its plus. */
export function destinationAddress(number: string): SmppAddress {
  if (!E164.test(number)) throw new AddressError("the destination is no E.164 number");
  return { ton: 1, npi: 1, address: number.slice(1) };
}

/**
 * An E.164 number; a short code or a number in a form the carrier knows, of 2 to 15 digits; or a name of up to 11
 * characters. @throws AddressError
 */
export function sourceAddress(from: string): SmppAddress {
  if (E164.test(from)) return { ton: 1, npi: 1, address: from.slice(1) };
  if (PLAIN_DIGITS.test(from)) return { ton: 0, npi: 1, address: from };
  if (SENDER_NAME.test(from)) return { ton: 5, npi: 0, address: from };
  throw new AddressError("the sender is neither a number nor a name of up to 11 characters");
}

/** The address as people write it: with a plus when it is international. */
export function addressText({ ton, address }: Pick<SmppAddress, "ton" | "address">): string {
  return ton === 1 && /^\d+$/.test(address) ? `+${address}` : address;
}
