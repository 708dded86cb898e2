import { formatReceipt, type Pdu, SmscServer, Status } from "@culver/sms";
import { decodeText, encodeText } from "@culver/sms/text";

/** A submit_sm as the carrier saw it. */
export interface Seen {
  readonly reference: number | undefined;
}

/** How long until a receipt, ms; and until one that could not be delivered is tried again. */
const RECEIPT_MS = 30;
const AGAIN_MS = 50;

/**
 * A carrier that keeps receipts until they are taken, and notes every submit by the index in its text.
 * @param random 0 ≤ random < 1; how late it answers.
 */
export async function openCarrier(random: () => number) {
  const seen = new Map<number, Seen[]>();
  let answered = 0;
  let isOpen = true;
  const server = await SmscServer.listen({
    systemId: "carrier",
    authenticate: () => Status.ESME_ROK,
    session: { window: 500, maxHandling: 2_000 },
    submit: async (pdu) => {
      const index = Number(/\d+/.exec(decodeText(pdu.body.shortMessage, pdu.body.dataCoding))?.[0]);
      const copies = seen.get(index) ?? [];
      copies.push({ reference: pdu.tlvs.userMessageReference });
      seen.set(index, copies);
      // Late enough that a kill finds submits without their answers.
      await Bun.sleep(random() * 20);
      const messageId = (0x10_0000 + ++answered).toString(16);
      setTimeout(() => void receipt(pdu, messageId), random() * RECEIPT_MS);
      return messageId;
    },
  });

  async function receipt(pdu: Pdu<"submit_sm">, messageId: string): Promise<void> {
    const { body } = pdu;
    const at = Date.now();
    const text = formatReceipt({ messageId, state: "delivered", submittedAt: at, doneAt: at });
    try {
      const session = server.sessions.at(-1);
      if (!session) throw new Error("nobody is bound");
      await session.deliver({
        sourceAddrTon: body.destAddrTon,
        sourceAddr: body.destinationAddr,
        destAddrTon: body.sourceAddrTon,
        destinationAddr: body.sourceAddr,
        esmClass: 4,
        shortMessage: encodeText(text, "gsm7"),
      });
    } catch {
      if (isOpen) setTimeout(() => void receipt(pdu, messageId), AGAIN_MS);
    }
  }

  return {
    route: `smpp://culver:secret@127.0.0.1:${server.port}?window=50`,
    seen,
    async close() {
      isOpen = false;
      await server[Symbol.asyncDispose]();
    },
  };
}
