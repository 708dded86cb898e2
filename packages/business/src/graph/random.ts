/** A source of `length` random octets; the platform's own unless a test gives another. */
export type RandomSource = (length: number) => Uint8Array;

export const platformRandom: RandomSource = (length) => crypto.getRandomValues(new Uint8Array(length));
