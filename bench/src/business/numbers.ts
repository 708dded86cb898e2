/** The business's number, and its customers' (Ofcom's range for drama). */
export const BUSINESS_NUMBER = "+447700900999";

export function customerNumber(index: number): string {
  return `+447700900${String(index).padStart(3, "0")}`;
}
