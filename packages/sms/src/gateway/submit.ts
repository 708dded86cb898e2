import { UDHI } from "../reassembly/message-content.ts";
import type { SmppSession } from "../session/session.ts";
import { LinkClosedError, ResponseTimeoutError, SmppStatusError } from "../smpp/errors.ts";
import type { Segment } from "../text/index.ts";
import type { SmppAddress } from "./address.ts";
import type { RouteCounters } from "./counters.ts";
import { SmsRejectedError, SmsUnavailableError, SmsUncertainError } from "./errors.ts";

/** One message to submit, already encoded. */
export interface Submission {
  readonly to: SmppAddress;
  readonly from: SmppAddress;
  readonly segments: readonly Segment[];
  /** Empty for the carrier's own default. */
  readonly validityPeriod: string;
}

/** The failure of a submit_sm as the gateway's callers know it. */
function submitFailure(error: unknown): Error {
  if (error instanceof SmppStatusError) return new SmsRejectedError(error);
  if (error instanceof LinkClosedError && !error.sent) {
    return new SmsUnavailableError(error.message, { cause: error });
  }
  if (error instanceof LinkClosedError || error instanceof ResponseTimeoutError) {
    return new SmsUncertainError(error.message, { cause: error });
  }
  return error instanceof Error ? error : new Error("submitting failed", { cause: error });
}

function count(counters: RouteCounters, failure: Error): void {
  if (failure instanceof SmsRejectedError) counters.rejected++;
  else if (failure instanceof SmsUncertainError) counters.uncertain++;
  else counters.unavailable++;
}

/** Submits every segment on one session, in order. @returns the carrier's ids. @throws the gravest failure. */
export async function submit(
  session: SmppSession,
  { to, from, segments, validityPeriod }: Submission,
  counters: RouteCounters,
): Promise<readonly string[]> {
  const results = await Promise.allSettled(
    segments.map(async ({ octets, dataCoding, hasHeader }) => {
      counters.submitted++;
      const response = await session.request("submit_sm", {
        sourceAddrTon: from.ton,
        sourceAddrNpi: from.npi,
        sourceAddr: from.address,
        destAddrTon: to.ton,
        destAddrNpi: to.npi,
        destinationAddr: to.address,
        esmClass: hasHeader ? UDHI : 0,
        registeredDelivery: 1,
        validityPeriod,
        dataCoding,
        shortMessage: octets,
      });
      counters.accepted++;
      return response.body.messageId;
    }),
  );
  const failures = results.flatMap((result) =>
    result.status === "rejected" ? [submitFailure(result.reason)] : [],
  );
  for (const failure of failures) count(counters, failure);
  const gravest =
    failures.find((failure) => failure instanceof SmsRejectedError) ??
    failures.find((failure) => failure instanceof SmsUncertainError) ??
    failures[0];
  // With some parts accepted and others never sent, the whole is uncertain, not unsent.
  if (gravest instanceof SmsUnavailableError && failures.length < segments.length) {
    throw new SmsUncertainError(gravest.message, { cause: gravest });
  }
  if (gravest) throw gravest;
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}
