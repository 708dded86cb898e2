import type { BusinessLimits, Thread } from "../model/index.ts";

/** When the service window of a thread ends; undefined: it is closed, or there is none because the customer has no app. */
export function windowEndsAt(
  thread: Pick<Thread, "channel" | "lastInboundAt">,
  { windowMs }: Pick<BusinessLimits, "windowMs">,
  now: number,
): number | undefined {
  if (thread.channel === "sms" || thread.lastInboundAt === undefined) return undefined;
  const end = thread.lastInboundAt + windowMs;
  return end > now ? end : undefined;
}
