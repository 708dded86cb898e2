import type { ThreadView } from "@culver/business/inbox-api";

const minute = 60_000;
const hour = 60 * minute;

export type WindowState =
  /** SMS waits for nothing. */
  | { readonly kind: "free" }
  | { readonly kind: "open" | "urgent"; readonly left: string }
  | { readonly kind: "over" };

/** "23 h", "1 h 20 min", "45 min"; never less than a minute. `ms` is a wait. */
export function timeLeft(ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / minute));
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  return hours >= 10 || minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** How long anything may be sent to a customer. */
export function windowState(
  { channel, windowEndsAt }: Pick<ThreadView, "channel" | "windowEndsAt">,
  now: number,
): WindowState {
  if (channel === "sms") return { kind: "free" };
  const ms = (windowEndsAt ?? 0) - now;
  if (ms <= 0) return { kind: "over" };
  return { kind: ms < hour ? "urgent" : "open", left: timeLeft(ms) };
}
