/**
 * What is answered where no door answers, for `Bun.serve`. Without `development: false` and `error` Bun answers a fault
 * with a page that shows the source around it.
 */
export const LAST_WORD = {
  development: false,
  error: (): Response => told(500, "internal", "Something went wrong on this side."),
} as const;

/** The refusal of a request whose address cannot be read, because its Host is missing or is none; undefined for others. */
export function refuseUnreadable(request: Request): Response | undefined {
  if (URL.canParse(request.url)) return undefined;
  return told(400, "bad_request", "The request names no host, or one that is none.");
}

function told(status: number, code: string, message: string): Response {
  return Response.json(
    { error: { code, message } },
    {
      status,
      headers: {
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
      },
    },
  );
}
