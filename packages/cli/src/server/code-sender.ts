import { randomUUID } from "node:crypto";
import type { SmsSender } from "@culver/server";
import { type SmsGateway, type SmsStatus, specificity } from "@culver/sms";

/** How long a person waits to hear that a carrier has the code. After that it is withdrawn, or on its way without a word. */
const WAIT_MS = 10_000;

/** No carrier took the code; the message says why in words for a person. */
class CodeRefusedError extends Error {
  override readonly name = "CodeRefusedError";
}

/** One-time codes over the gateway: done when a carrier has accepted them, and safe on disk before that. */
export function createCodeSender(gateway: SmsGateway, from: string): SmsSender {
  const waiting = new Map<string, (status: SmsStatus) => void>();
  let isListening = false;
  /** Not before the first code: what a gateway has to tell from before a restart is told to whoever listens, once. */
  const listen = (): void => {
    if (isListening) return;
    isListening = true;
    gateway.onStatus((status) => {
      if (status.purpose === "code") waiting.get(status.id)?.(status);
    });
  };
  return {
    async send({ id = randomUUID(), to, text, validitySeconds, method, otherThan = [], language }) {
      listen();
      const { promise, resolve } = Promise.withResolvers<SmsStatus | undefined>();
      waiting.set(id, resolve);
      const late = setTimeout(() => resolve(undefined), WAIT_MS);
      try {
        const body = { kind: "text", text } as const;
        const voice = method === "voice";
        await gateway.send({
          ...{ id, to, from, body, purpose: "code", validitySeconds, voice, otherThan },
          // Of its own: a code that is sent again may go by another carrier.
          stickTo: id,
          ...(language === undefined ? {} : { language }),
        });
        const status = await promise;
        if (status?.state === "failed")
          throw new CodeRefusedError(status.reason ?? "no carrier took the code");
        // Whoever is told that it failed is not to get it after all.
        if (status === undefined && (await gateway.cancel(id)))
          throw new CodeRefusedError("no carrier was in service in time");
      } finally {
        clearTimeout(late);
        waiting.delete(id);
      }
    },
    methods(to) {
      const speaks = gateway
        .state()
        .carriers.some(
          ({ voice, isBound, prefixes }) => voice && isBound && specificity({ prefixes }, to) >= 0,
        );
      return speaks ? ["sms", "voice"] : ["sms"];
    },
  };
}
