import type { SmsIncoming } from "../gateway/message.ts";
import type { LegCounters } from "./counters.ts";
import type { LegContext } from "./options.ts";
import { stanzaIdOf } from "./stanza-id.ts";

const HOUR_MS = 60 * 60_000;
const PHONE = /^\+[1-9]\d{6,14}$/;

/**
 * Answers phones that map to nobody, each once, and no more in an hour than the operator pays for. The phone is noted
 * before the answer goes out: killed in between, it gets none.
 */
export class Strangers {
  readonly #context: LegContext;
  readonly #counters: LegCounters;

  constructor(context: LegContext, counters: LegCounters) {
    this.#context = context;
    this.#counters = counters;
  }

  async answer({
    id: incoming,
    from: phone,
    to: number,
  }: Pick<SmsIncoming, "id" | "from" | "to">): Promise<void> {
    const { unknownReply: text, database, gateway, limits, now, log } = this.#context;
    if (text === undefined || !PHONE.test(phone)) return;
    if ((await this.#recent()) >= limits.noticesPerHour) return;
    const [isFirst] = await database.insertNew(
      "sms_strangers",
      ["phone", "told_at"],
      [[phone, now()]],
      ["phone"],
    );
    if (isFirst !== true) return;
    // Not of the phone: ids are shown where numbers are not, and there are few enough numbers to try them all.
    const id = `u.${stanzaIdOf("stranger", incoming)}`;
    try {
      await gateway.send({ id, to: phone, from: number, body: { kind: "text", text }, purpose: "notice" });
    } catch (error) {
      // Nobody waits for this answer: what was received is not refused for it.
      log.warn({ error: error instanceof Error ? error.name : typeof error }, "a notice could not be sent");
      await database.deleteMany("sms_strangers", ["phone"], [[phone]]);
      return;
    }
    this.#counters.notices++;
  }

  async #recent(): Promise<number> {
    const { database, now } = this.#context;
    const [row] = await database.query<{ n: number }>(
      "SELECT COUNT(*) AS n FROM sms_strangers WHERE told_at > ?",
      [now() - HOUR_MS],
    );
    return row?.n ?? 0;
  }
}
