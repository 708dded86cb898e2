/** Limits of the stream door. All times are milliseconds unless they say otherwise. */
export interface StreamLimits {
  /** Largest stanza, bytes of its frame. */
  readonly maxStanzaBytes: number;
  /** From the connection to the end of the handshake. */
  readonly authTimeoutMs: number;
  /** A side that has heard nothing for so long asks. */
  readonly silenceMs: number;
  /** And closes when nothing has come after that. */
  readonly answerMs: number;
  /** How long a session can be resumed. */
  readonly resumeMs: number;
  /** Bytes that sessions without a connection keep in memory, all together. */
  readonly detachedBytes: number;
  readonly connectionsPerAddress: number;
  readonly connections: number;
  /** Stanzas and bytes in flight beyond which a session is paused. */
  readonly windowStanzas: number;
  readonly windowBytes: number;
  /** Stanzas of one device that wait for a commit or an answer. */
  readonly maxUnhandled: number;
  /** Messages of one device: at once, and each second. */
  readonly messageBurst: number;
  readonly messagesPerSecond: number;
  /** Iqs of one device, likewise. */
  readonly requestBurst: number;
  readonly requestsPerSecond: number;
  /** Largest MLS message in a payload, bytes. */
  readonly maxPayloadBytes: number;
  /** Messages that wait for one device. */
  readonly maxStored: number;
}

export const DEFAULT_STREAM_LIMITS: StreamLimits = {
  maxStanzaBytes: 262_144,
  authTimeoutMs: 20_000,
  silenceMs: 60_000,
  answerMs: 20_000,
  resumeMs: 300_000,
  detachedBytes: 64 * 1024 * 1024,
  connectionsPerAddress: 500,
  connections: 200_000,
  windowStanzas: 256,
  windowBytes: 1024 * 1024,
  maxUnhandled: 16_384,
  messageBurst: 20_000,
  messagesPerSecond: 500,
  requestBurst: 1_000,
  requestsPerSecond: 50,
  maxPayloadBytes: 65_536,
  maxStored: 200_000,
};
