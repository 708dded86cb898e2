import {
  formatReceipt,
  type OpenSmsGatewayOptions,
  type Pdu,
  SmscServer,
  type SmsMessage,
  Status,
} from "../src/index.ts";
import type { SmscSession } from "../src/smsc/smsc-session.ts";
import { encodeText } from "../src/text/index.ts";

export const PHONE = "+447700900123";

/** A message from a person to PHONE. */
export function message(change: Partial<SmsMessage> = {}): SmsMessage {
  return { to: PHONE, from: "Culver", body: { kind: "text", text: "hello" }, purpose: "person", ...change };
}

/** Waits short enough for tests. */
export const quick = {
  tuning: { backoff: { baseMs: 10, maxMs: 40 }, responseTimeoutMs: 2_000 },
  queue: { sweepMs: 50, handlerRetryMs: 20 },
  retry: {
    throttledMs: 20,
    maxThrottledMs: 50,
    temporaryMs: 20,
    maxTemporaryMs: 50,
    uncertainMs: 50,
    unsentMs: 20,
  },
  breaker: { openMs: 200, maxOpenMs: 400 },
} satisfies Partial<OpenSmsGatewayOptions>;

export interface CarrierScript {
  /** Answers one submit_sm: its id, or by throwing. Default: counts. */
  readonly answer?: (pdu: Pdu<"submit_sm">, n: number) => string | Promise<string>;
  /** The receipt's message id, made from the answer's; undefined sends none. Default: the same. */
  readonly receiptId?: (id: string, pdu: Pdu<"submit_sm">) => string | undefined;
  readonly state?: (pdu: Pdu<"submit_sm">) => "delivered" | "undeliverable" | "expired" | "rejected";
  readonly error?: string;
  /** Whether user_message_reference comes back. Default false. */
  readonly returnsReference?: boolean;
  readonly systemId?: string;
  readonly port?: number;
  readonly query?: string;
}

/** A real SMSC on loopback that receipts what it takes, as its script says. */
export async function carrierForTests(script: CarrierScript = {}) {
  const submitted: Pdu<"submit_sm">[] = [];
  const { answer = (_, n) => `id${n}`, receiptId = (id) => id, state = () => "delivered" } = script;
  const server = await SmscServer.listen({
    systemId: "carrier",
    authenticate: () => Status.ESME_ROK,
    ...(script.port ? { port: script.port } : {}),
    session: { window: 500, maxHandling: 2_000 },
    submit: async (pdu, from) => {
      submitted.push(pdu);
      const id = await answer(pdu, submitted.length);
      const named = receiptId(id, pdu);
      if (named !== undefined) setImmediate(() => void receipt(pdu, named, from).catch(() => undefined));
      return id;
    },
  });

  /** Delivers a receipt for a submit_sm; resolves when it was taken. */
  async function receipt(pdu: Pdu<"submit_sm">, id: string, to?: SmscSession): Promise<void> {
    const at = Date.now();
    const text = formatReceipt({
      messageId: id,
      state: state(pdu),
      submittedAt: at,
      doneAt: at,
      ...(script.error ? { error: script.error } : {}),
    });
    const { body, tlvs } = pdu;
    const session = to ?? server.sessions[0];
    await session?.deliver(
      {
        sourceAddrTon: body.destAddrTon,
        sourceAddrNpi: body.destAddrNpi,
        sourceAddr: body.destinationAddr,
        destAddrTon: body.sourceAddrTon,
        destAddrNpi: body.sourceAddrNpi,
        destinationAddr: body.sourceAddr,
        esmClass: 4,
        shortMessage: encodeText(text, "gsm7"),
      },
      script.returnsReference && tlvs.userMessageReference !== undefined
        ? { userMessageReference: tlvs.userMessageReference }
        : {},
    );
  }

  const { systemId = "culver", query = "" } = script;
  return {
    server,
    submitted,
    receipt,
    name: `${systemId}@127.0.0.1:${server.port}`,
    route: `smpp://${systemId}:secret@127.0.0.1:${server.port}?window=100${query}`,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
