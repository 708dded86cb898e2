import type { Dialect } from "@culver/storage";

/** A link to a carrier, as it is now. */
export interface RouteStatus {
  /** As the operator named it; without credentials. */
  readonly name: string;
  readonly state: "connected" | "connecting" | "down";
  /** Unix milliseconds: since when it has been in that state. */
  readonly since: number;
  /** Texts waiting for the carrier. */
  readonly waiting: number;
  /** Texts the carrier has accepted since the process started. */
  readonly sent: number;
}

/** What the status page shows: counts, never names. */
export interface StatusSnapshot {
  readonly name: string;
  readonly version: string;
  readonly domain: string;
  readonly sandbox: boolean;
  readonly draining: boolean;
  /** Unix milliseconds, as is `now`. */
  readonly startedAt: number;
  readonly now: number;
  /** Streams open now. */
  readonly sessions: number;
  /** Messages accepted since the process started. */
  readonly messagesAccepted: number;
  /** Deliveries waiting for devices that are away. */
  readonly mailboxRows: number;
  readonly database: Dialect;
  readonly residentBytes: number;
  readonly routes: readonly RouteStatus[];
}
