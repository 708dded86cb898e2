/** What became of a message (SMPP 3.4 section 5.2.28). */
export type MessageState =
  | "scheduled"
  | "enroute"
  | "delivered"
  | "expired"
  | "deleted"
  | "undeliverable"
  | "accepted"
  | "unknown"
  | "rejected";

const states: readonly (readonly [state: MessageState, code: number, stat: string])[] = [
  ["scheduled", 0, "SCHEDUL"],
  ["enroute", 1, "ENROUTE"],
  ["delivered", 2, "DELIVRD"],
  ["expired", 3, "EXPIRED"],
  ["deleted", 4, "DELETED"],
  ["undeliverable", 5, "UNDELIV"],
  ["accepted", 6, "ACCEPTD"],
  ["unknown", 7, "UNKNOWN"],
  ["rejected", 8, "REJECTD"],
];

/** The state of message_state's number; 5.0's "skipped" counts as undeliverable, any other as "unknown". */
export function stateOfCode(code: number): MessageState {
  if (code === 9) return "undeliverable";
  return states.find((row) => row[1] === code)?.[0] ?? "unknown";
}

/** The state of a receipt's stat word; carriers spell some in full, some by number, and some in other words. */
export function stateOfStat(stat: string): MessageState {
  if (/^\d$/.test(stat)) return stateOfCode(Number(stat));
  const word = stat.toUpperCase().slice(0, 7);
  if (/^(FAILED|UNDLV|SKIPPED)/.test(word)) return "undeliverable";
  if (/^BUFFER/.test(word)) return "enroute";
  return states.find((row) => row[2] === word || row[2].slice(0, 5) === word.slice(0, 5))?.[0] ?? "unknown";
}

/** message_state and stat of a state. */
export function codesOf(state: MessageState): { readonly code: number; readonly stat: string } {
  const row = states.find(([name]) => name === state);
  return { code: row?.[1] ?? 7, stat: row?.[2] ?? "UNKNOWN" };
}

/** Whether no further receipt will follow. */
export function isFinal(state: MessageState): boolean {
  return state !== "scheduled" && state !== "enroute" && state !== "accepted";
}
