import type { InboxEvent } from "../../inbox-api.ts";

export interface EventStreamOptions {
  readonly heartbeatMs: number;
  /** Octets that may wait; a reader further behind is cut off, and reads anew when it comes back. */
  readonly buffer: number;
  readonly onEnd: () => void;
  readonly onBeat: () => void;
}

export interface EventStream {
  readonly response: Response;
  send(event: InboxEvent): void;
  /** An event that is JSON already, for many readers at once. */
  sendText(text: string): void;
  /** Ends it, with a last event. */
  end(event?: InboxEvent): void;
}

const encoder = new TextEncoder();

/** Server-Sent Events (HTML, section 9.2) for one reader. */
export function openEventStream({ heartbeatMs, buffer, onEnd, onBeat }: EventStreamOptions): EventStream {
  let isOver = false;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start: (started) => {
        controller = started;
      },
      cancel: () => over(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: buffer }),
  );
  const heartbeat = setInterval(() => {
    push(":\n\n");
    if (!isOver) onBeat();
  }, heartbeatMs);

  function over(): void {
    if (isOver) return;
    isOver = true;
    clearInterval(heartbeat);
    try {
      controller?.close();
    } catch {
      // The reader has gone already.
    }
    onEnd();
  }

  function push(text: string): void {
    if (isOver) return;
    if ((controller?.desiredSize ?? 0) <= 0) {
      over();
      return;
    }
    controller?.enqueue(encoder.encode(text));
  }

  const sendText = (text: string) => push(`data: ${text}\n\n`);
  return {
    response: new Response(body, {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      },
    }),
    send: (event) => sendText(JSON.stringify(event)),
    sendText,
    end(event) {
      if (event) sendText(JSON.stringify(event));
      over();
    },
  };
}
