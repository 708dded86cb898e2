import { parseSmsInfo, type SmsGatewayKey, smsInfoRequest } from "@culver/protocol";
import type { Context } from "../core/context.ts";
import { smsInfoTable } from "../records/sms-record.ts";
import { smsUnavailable } from "./sms-errors.ts";

/** Milliseconds before its end from which a key is not used any more: what is sealed has to get there. */
const MARGIN_MS = 60_000;

/** The gateway's public key of the moment, kept until it expires. */
export class GatewayKey {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Whether the server sent SMS when it was asked last; undefined before it was. */
  async known(): Promise<boolean | undefined> {
    const info = await smsInfoTable.get(this.#context.db, "gateway");
    return info === undefined ? undefined : info.key !== undefined;
  }

  /** Throws ClientError `sms_unavailable`, StanzaError, ConnectionLostError. */
  async current(): Promise<SmsGatewayKey> {
    const kept = (await smsInfoTable.get(this.#context.db, "gateway"))?.key;
    if (kept !== undefined && kept.expiresAt - MARGIN_MS > this.#context.clock()) return kept;
    return this.#fetch();
  }

  /** The gateway no longer takes this key. */
  async forget(id: number): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      const kept = (await smsInfoTable.get(tx, "gateway"))?.key;
      if (kept?.id === id) smsInfoTable.put(tx, ["gateway"], { key: { ...kept, expiresAt: 0 } });
    });
  }

  async #fetch(): Promise<SmsGatewayKey> {
    const answer = await this.#context.wire.ask("get", smsInfoRequest());
    const key = answer === undefined ? undefined : parseSmsInfo(answer).key;
    const own = key === undefined ? undefined : { ...key, publicKey: key.publicKey.slice() };
    await this.#context.db.transact(async (tx) =>
      smsInfoTable.put(tx, ["gateway"], own === undefined ? {} : { key: own }),
    );
    if (own === undefined) throw smsUnavailable();
    return own;
  }
}
