/** A device of an account: a decimal number from 1 to 2147483647 without leading zeros. */
export type DeviceId = `${number}`;

export const MAX_DEVICE_ID = 2147483647;

export class InvalidDeviceIdError extends Error {
  override readonly name = "InvalidDeviceIdError";
}

const SHAPE = /^[1-9][0-9]{0,9}$/;

export function isValidDeviceId(text: string): text is DeviceId {
  return SHAPE.test(text) && Number(text) <= MAX_DEVICE_ID;
}

/** Throws InvalidDeviceIdError unless the text is a device id. */
export function ensureValidDeviceId(text: string): asserts text is DeviceId {
  if (!isValidDeviceId(text))
    throw new InvalidDeviceIdError(`a device id is a number from 1 to ${MAX_DEVICE_ID}`);
}

/** Strips leading zeros. Throws InvalidDeviceIdError when the result is no device id. */
export function normaliseDeviceId(text: string): DeviceId {
  const stripped = text.replace(/^0+/, "");
  ensureValidDeviceId(stripped);
  return stripped;
}
