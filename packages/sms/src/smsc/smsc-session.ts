import type { SmppSession } from "../session/session.ts";
import type { Body } from "../smpp/bodies.ts";
import { SmppStatusError } from "../smpp/errors.ts";
import { Status } from "../smpp/statuses.ts";
import type { Tlvs } from "../smpp/tlvs.ts";

export type BindMode = "transmitter" | "receiver" | "transceiver";

/** An ESME bound to the SMSC. */
export class SmscSession {
  readonly systemId: string;
  readonly mode: BindMode;
  /** What it speaks: 0x33, 0x34 or 0x50. */
  readonly interfaceVersion: number;
  readonly #session: SmppSession;

  constructor(systemId: string, mode: BindMode, interfaceVersion: number, session: SmppSession) {
    this.systemId = systemId;
    this.mode = mode;
    this.interfaceVersion = interfaceVersion;
    this.#session = session;
  }

  /** Whether deliver_sm may be sent to it. */
  get receives(): boolean {
    return this.#session.open && this.mode !== "transmitter";
  }

  get submits(): boolean {
    return this.mode !== "receiver";
  }

  /** Optional parameters came with 3.4; an older ESME could not read them (SMPP 3.4 section 3.4). */
  get takesTlvs(): boolean {
    return this.interfaceVersion >= 0x34;
  }

  get closed(): SmppSession["closed"] {
    return this.#session.closed;
  }

  /**
   * Delivers a message or a receipt; resolves when the ESME has answered ESME_ROK.
   * @throws as SmppSession.request; SmppStatusError(ESME_RINVBNDSTS) to a transmitter.
   */
  async deliver(body: Partial<Body<"deliver_sm">>, tlvs?: Tlvs): Promise<void> {
    if (!this.receives) throw new SmppStatusError(Status.ESME_RINVBNDSTS);
    await this.#session.request("deliver_sm", body, this.takesTlvs ? tlvs : {});
  }

  /**
   * Says that a phone can be reached again (alert_notification, SMPP 3.4 section 4.12). It has no response.
   * @throws SmppStatusError(ESME_RINVBNDSTS) to a transmitter.
   */
  alert(body: Partial<Body<"alert_notification">>): void {
    if (!this.receives) throw new SmppStatusError(Status.ESME_RINVBNDSTS);
    this.#session.notify("alert_notification", body, this.takesTlvs ? { msAvailabilityStatus: 0 } : {});
  }

  /** Ends the connection without unbinding, as a failing carrier does. */
  drop(): void {
    this.#session.close();
  }

  async unbind(): Promise<void> {
    await this.#session.unbind();
  }
}
