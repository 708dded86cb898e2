import { type PageAssets, secureHeaders } from "@culver/pages";
import { Status } from "@culver/sms";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { normal } from "../behaviour/behaviour.ts";
import type { SandboxCarrier } from "../carrier.ts";
import type { Handsets } from "../handsets.ts";
import { formatNumber } from "../number-range.ts";
import { ApiError, answerError } from "./api-error.ts";
import { eventStream } from "./events.ts";
import { guard } from "./guard.ts";
import { behaving, flooding, handsetNumber, listing, outgoing, switching, validate } from "./schemas.ts";

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
      handsets: handsets.list().map(({ number, on, messages }) => ({
        number,
        on,
        display: formatNumber(number),
        messages: messages.length,
        lastMessage: messages.at(-1) ?? null,
      })),
    }),
  );

  app.put("/sandbox/handsets/:number", async (context) => {
    const number = handsetNumber(context.req.param("number"));
    const { on } = validate(switching, await readJson(context.req.raw));
    const isNew = handsets.use(number);
    if (on !== undefined) carrier.switch(number, on);
    const answer = { number, display: formatNumber(number), on: handsets.isOn(number) };
    return context.json(answer, isNew ? 201 : 200);
  });

  app.get("/sandbox/handsets/:number/messages", (context) => {
    const number = handsetNumber(context.req.param("number"));
    const { since, limit } = validate(listing, context.req.query());
    return context.json({ number, messages: handsets.messages(number, since, limit) });
  });

  app.post("/sandbox/handsets/:number/messages", async (context) => {
    const number = handsetNumber(context.req.param("number"));
    const { to, text } = validate(outgoing, await readJson(context.req.raw));
    if (!handsets.isOn(number)) throw new ApiError("This handset is off.", { status: 409, code: "off" });
    // An answer can be here before the text has been taken.
    const at = new Date().toISOString();
    const { first, taken, parts } = carrier.send(number, to, text);
    const outcome = await first;
    if (outcome === "refused") {
      throw new ApiError("The gateway refused it.", { status: 502, code: "refused" });
    }
    const waiting = outcome === "waiting" ? { waiting: true as const } : {};
    const sent = { direction: "sent" as const, at, from: number, to, text, parts, ...waiting };
    const message = handsets.add(number, sent);
    void taken.then((done) => done && waiting.waiting && handsets.taken(number, message.id));
    return context.json({ message }, waiting.waiting ? 202 : 201);
  });

  app.get("/sandbox/behaviour", (context) =>
    context.json({
      behaviour: carrier.behaviours.general,
      handsets: Object.fromEntries(carrier.behaviours.phones),
      statuses: Object.keys(Status).filter((name) => name !== "ESME_ROK"),
    }),
  );

  app.put("/sandbox/behaviour", async (context) => {
    const { number, behaviour = normal } = validate(behaving, await readJson(context.req.raw));
    const phone = number === undefined ? undefined : handsetNumber(number);
    carrier.behaviours.set(phone, behaviour);
    return context.json({ ...(phone ? { number: phone } : {}), behaviour });
  });

  app.post("/sandbox/flood", async (context) => {
    const { from, to, text, count } = validate(flooding, await readJson(context.req.raw));
    const number = handsetNumber(from);
    if (!carrier.isConnected) {
      throw new ApiError("No gateway is connected. Try again in a moment.", {
        status: 503,
        code: "not-connected",
      });
    }
    return context.json({ count, taken: await carrier.flood(number, to, text, count) });
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
