import type { SmsLog } from "../log.ts";
import type { Body } from "../smpp/bodies.ts";
import type { AnyPdu } from "../smpp/pdu.ts";
import type { Tlvs } from "../smpp/tlvs.ts";

/** How a request is answered; a status other than 0 goes out without a body. */
export interface Answer {
  readonly status?: number;
  readonly body?: Partial<Body<"submit_multi_resp"> & Body<"bind_transceiver_resp"> & Body<"query_sm_resp">>;
  readonly tlvs?: Tlvs;
  /** How the encoded response goes out. Default: at once, once. For a carrier that misbehaves on purpose. */
  readonly send?: (octets: Buffer, write: (octets: Buffer) => void) => void;
}

export interface SessionOptions {
  /** Requests sent and not yet answered, at most. Default 10, the value carriers most often allow. */
  readonly window?: number;
  /** Default 10 000. */
  readonly responseTimeoutMs?: number;
  /** Silence after which enquire_link asks whether the peer is there. Default 30 000. */
  readonly enquireLinkMs?: number;
  /** Requests of the peer being handled at once; above it the socket is not read. Default 100. */
  readonly maxHandling?: number;
  /**
   * Answers the peer's requests. enquire_link and unbind never come here. The response is sent when the
   * promise resolves; a rejection is answered with the error's status, or ESME_RSYSERR.
   * The answer to alert_notification and outbind is not sent: they have no response.
   */
  readonly handle: (request: AnyPdu) => Answer | Promise<Answer>;
  /** The peer reads again, so that requests leave at once; see `SmppSession.choked`. */
  readonly onDrain?: () => void;
  /** Sees every whole PDU of the connection, refused ones too. The octets are only valid during the call. */
  readonly onPdu?: (direction: "in" | "out", octets: Buffer) => void;
  readonly log?: SmsLog;
}
