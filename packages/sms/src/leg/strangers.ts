import type { SmsIncoming } from "../gateway/message.ts";
import type { LegCounters } from "./counters.ts";
import type { LegContext } from "./options.ts";
import { stanzaIdOf } from "./stanza-id.ts";

const HOUR_MS = 60 * 60_000;
const PHONE = /^\+[1-9]\d{6,14}$/;

/** Answers phones that map to nobody, each once, and no more in an hour than the operator pays for. */
export class Strangers {
  readonly #context: LegContext;
  readonly #counters: LegCounters;

  constructor(context: LegContext, counters: LegCounters) {
    this.#context = context;
    this.#counters = counters;
  }

  async answer({ from: phone, to: number }: Pick<SmsIncoming, "from" | "to">): Promise<void> {
    const { unknownReply: text, database, gateway, limits, now, log } = this.#context;
    if (text === undefined || !PHONE.test(phone)) return;
    const told = await database.query("SELECT phone FROM sms_strangers WHERE phone = ?", [phone]);
    if (told.length > 0 || (await this.#recent()) >= limits.noticesPerHour) return;
    const id = `u.${stanzaIdOf(phone)}`;
    try {
      await gateway.send({ id, to: phone, from: number, body: { kind: "text", text }, purpose: "notice" });
    } catch (error) {
      // Nobody waits for this answer: what was received is not refused for it.
      log.warn({ error: error instanceof Error ? error.name : typeof error }, "a notice could not be sent");
      return;
    }
    const rows = [[phone, now()]];
    await database.insertMany("sms_strangers", ["phone", "told_at"], rows, { onConflict: "ignore" });
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
