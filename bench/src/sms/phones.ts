/** Numbers of the sandbox carrier's range (Ofcom's for drama): messages go to them in turn. */
const PHONES = Array.from({ length: 900 }, (_, i) => `+447700900${String(i).padStart(3, "0")}`);

export function phoneOf(index: number): string {
  return PHONES[index % PHONES.length] ?? "";
}

export function textOf(index: number): string {
  return `Your parcel ${index} is on its way and will be with you before noon.`;
}
