/** Requests that are being answered, so that the end of a process waits for them. */
export interface InFlight extends AsyncDisposable {
  /** Runs `answer` and counts it; 503 once closing has begun. */
  run(answer: () => Promise<Response>): Promise<Response>;
}

/** @param graceMs how long closing waits for answers under way, milliseconds */
export function createInFlight(graceMs: number): InFlight {
  const running = new Set<Promise<unknown>>();
  let isClosing = false;
  return {
    async run(answer) {
      if (isClosing) return ending();
      const answering = answer();
      const settled: Promise<unknown> = answering.then(
        () => running.delete(settled),
        () => running.delete(settled),
      );
      running.add(settled);
      return answering;
    },
    async [Symbol.asyncDispose]() {
      isClosing = true;
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, graceMs);
      await Promise.race([Promise.all(running), late.promise]);
      clearTimeout(timer);
    },
  };
}

/** In the Cloud API's form (section 6): its clients try again. */
function ending(): Response {
  const error = {
    message: "(#131016) Service unavailable",
    type: "OAuthException",
    code: 131016,
    is_transient: true,
    error_data: { messaging_product: "whatsapp", details: "The service is being restarted." },
  };
  return Response.json(
    { error },
    { status: 503, headers: { "retry-after": "2", "cache-control": "no-store" } },
  );
}
