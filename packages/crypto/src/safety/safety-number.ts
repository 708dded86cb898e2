import { fingerprint, type SafetyNumberParty } from "./fingerprint.ts";

const GROUPS = 6;
const GROUP_BYTES = 5;

/** 30 digits: six times five bytes as a big-endian number modulo 100000. */
function digitsOf(party: SafetyNumberParty): string {
  const hash = fingerprint(party);
  return Array.from({ length: GROUPS }, (_, group) => {
    const bytes = hash.subarray(group * GROUP_BYTES, (group + 1) * GROUP_BYTES);
    const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    return String(value % 100_000).padStart(5, "0");
  }).join("");
}

/** 60 digits, the same on both sides, for two people to read to each other. */
export async function safetyNumber(own: SafetyNumberParty, other: SafetyNumberParty): Promise<string> {
  return [digitsOf(own), digitsOf(other)].sort().join("");
}

/** Twelve groups of five. */
export function formatSafetyNumber(digits: string): string {
  return digits.replace(/\d{5}(?=\d)/gu, "$& ");
}
