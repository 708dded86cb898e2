import type { HandsetEvent, Handsets } from "../handsets.ts";

/** Below the idle timeout of common servers and proxies, Bun's 10 s included. */
const HEARTBEAT_MS = 5_000;
/** A reader this far behind is closed; it reconnects and starts from a snapshot. */
const MAX_QUEUED = 500;

const encoder = new TextEncoder();
const encode = (event: string, data: unknown) =>
  encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

/**
 * A live feed (server-sent events): first `snapshot` with every handset, then `handset` and `message` as they
 * come. Each connection starts with a snapshot, so nothing is missed between two.
 */
export function eventStream(handsets: Handsets, closing: AbortSignal): Response {
  let end = (): void => undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const push = (octets: Uint8Array) => {
          controller.enqueue(octets);
          if ((controller.desiredSize ?? 0) < 0) end();
        };
        const unsubscribe = handsets.subscribe((event: HandsetEvent) => push(encode(event.type, event)));
        const heartbeat = setInterval(() => push(encoder.encode(":\n\n")), HEARTBEAT_MS);
        const close = () => {
          end();
        };
        end = () => {
          end = () => undefined;
          unsubscribe();
          clearInterval(heartbeat);
          closing.removeEventListener("abort", close);
          try {
            controller.close();
          } catch {
            // The reader has gone already.
          }
        };
        closing.addEventListener("abort", close);
        push(encoder.encode("retry: 1000\n\n"));
        push(encode("snapshot", { handsets: handsets.list() }));
        if (closing.aborted) end();
      },
      cancel() {
        end();
      },
    },
    { highWaterMark: MAX_QUEUED },
  );
  return new Response(body, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
  });
}
