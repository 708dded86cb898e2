/** What the stream door counts: plain numbers, read when metrics are asked for. */
export class StreamCounters {
  /** Sockets open. */
  connections = 0;
  /** Sessions bound, with or without a connection. */
  sessions = 0;
  /** Of these, those that wait to be resumed. */
  detached = 0;
  /** Bytes these keep. */
  detachedBytes = 0;
  /** Stanzas received, by name. */
  message = 0;
  presence = 0;
  iq = 0;
  /** Stanzas answered with an error. */
  refused = 0;
  streamErrors = 0;
  authFailures = 0;
  resumed = 0;
  resumeFailed = 0;
}
