import { LinkClosedError, ResponseTimeoutError, SmppStatusError } from "@culver/sms";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { NoGatewayError, type SandboxCarrier } from "../carrier.ts";
import type { Handsets } from "../handsets.ts";
import { formatNumber } from "../number-range.ts";
import type { PageAssets } from "../page-assets.ts";
import { ApiError, answerError } from "./api-error.ts";
import { eventStream } from "./events.ts";
import { guard } from "./guard.ts";
import { handsetNumber, listing, nothing, outgoing, validate } from "./schemas.ts";
import { secureHeaders } from "./secure-headers.ts";

export interface AppParts {
  readonly handsets: Handsets;
  readonly carrier: SandboxCarrier;
  readonly assets: PageAssets;
  readonly hosts: readonly string[];
  /** Aborts when the sandbox closes. */
  readonly closing: AbortSignal;
}

/** Everything at /sandbox: the page, the JSON interface, the live feed. */
export function createApp({ handsets, carrier, assets, hosts, closing }: AppParts): Hono {
  const app = new Hono();
  app.onError(answerError);
  app.notFound((context) =>
    answerError(new ApiError("There is nothing here.", { status: 404, code: "not-found" }), context),
  );
  app.use(secureHeaders, guard(hosts));
  app.use(
    bodyLimit({
      maxSize: 16_384,
      onError: (context) =>
        answerError(new ApiError("The body is too large.", { status: 413, code: "too-large" }), context),
    }),
  );

  app.get("/sandbox", () => assets.document());
  app.get("/sandbox/", (context) => context.redirect("/sandbox", 308));
  app.get("/sandbox/assets/:name", async (context) => {
    const asset = await assets.asset(context.req.param("name"));
    return asset ?? context.notFound();
  });
  app.get("/sandbox/events", () => eventStream(handsets, closing));

  app.get("/sandbox/handsets", (context) =>
    context.json({
      handsets: handsets.list().map(({ number, messages }) => ({
        number,
        display: formatNumber(number),
        messages: messages.length,
        lastMessage: messages.at(-1) ?? null,
      })),
    }),
  );

  app.put("/sandbox/handsets/:number", async (context) => {
    const number = handsetNumber(context.req.param("number"));
    validate(nothing, await readJson(context.req.raw));
    return context.json({ number, display: formatNumber(number) }, handsets.use(number) ? 201 : 200);
  });

  app.get("/sandbox/handsets/:number/messages", (context) => {
    const number = handsetNumber(context.req.param("number"));
    const { since, limit } = validate(listing, context.req.query());
    return context.json({ number, messages: handsets.messages(number, since, limit) });
  });

  app.post("/sandbox/handsets/:number/messages", async (context) => {
    const number = handsetNumber(context.req.param("number"));
    const { to, text } = validate(outgoing, await readJson(context.req.raw));
    await carrier.send(number, to, text).catch((error) => {
      throw sendFailure(error);
    });
    const message = handsets.add(number, { direction: "sent", from: number, to, text });
    return context.json({ message }, 201);
  });
  return app;
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch (error) {
    throw new ApiError("The body is no JSON.", { status: 400, code: "invalid-json", cause: error });
  }
}

function sendFailure(error: unknown): unknown {
  if (error instanceof NoGatewayError || error instanceof LinkClosedError) {
    return new ApiError("No gateway is connected. Try again in a moment.", {
      status: 503,
      code: "not-connected",
      cause: error,
    });
  }
  if (error instanceof SmppStatusError) {
    return new ApiError(`Not taken: ${error.message}.`, { status: 502, code: "refused", cause: error });
  }
  if (error instanceof ResponseTimeoutError) {
    return new ApiError("The gateway did not answer. Try again.", {
      status: 504,
      code: "no-answer",
      cause: error,
    });
  }
  return error;
}
