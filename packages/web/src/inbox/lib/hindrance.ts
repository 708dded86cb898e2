import type { ThreadView } from "@culver/business/inbox-api";
import { windowState } from "./time-left.ts";

export type Hindrance = "blocked" | "opted-out" | "no-sms" | "window";

/** Why an agent cannot write to a customer now; undefined: nothing is in the way. */
export function hindrance(thread: ThreadView, hasSms: boolean, now: number): Hindrance | undefined {
  if (thread.isBlocked) return "blocked";
  if (thread.channel === "sms") {
    if (thread.isOptedOut) return "opted-out";
    return hasSms ? undefined : "no-sms";
  }
  return windowState(thread, now).kind === "over" ? "window" : undefined;
}
