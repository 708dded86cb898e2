import type { IdleMemory } from "../memory/idle-memory.ts";

/** One phase of messages. Times are milliseconds, CPU is the server's in microseconds. */
export interface PhaseFigures {
  readonly name: string;
  readonly messages: number;
  readonly messagesPerSecond: number;
  readonly cpuPerMessage: number;
  /** Of that, in system calls. */
  readonly systemPerMessage: number;
  /** The load's own CPU: where it comes near 1,000,000 a second, the load and not the server is the limit. */
  readonly loadCpuPerMessage: number;
  /** Durable stanzas, receipts among them, that went to disk; absent where nothing is stored. */
  readonly written?: number;
  readonly shareWritten?: number;
  /** CPU for each durable stanza that was written. */
  readonly cpuPerWritten?: number;
  /** From send to acknowledgement; absent when nothing is sent. */
  readonly p50?: number;
  readonly p99?: number;
}

export interface Aim {
  readonly what: string;
  readonly aim: string;
  readonly measured: string;
  readonly reached: boolean;
}

/** Everything one run of the relay bench has found. */
export interface RelayReport {
  readonly pairs: number;
  readonly payloadBytes: number;
  readonly phases: readonly PhaseFigures[];
  readonly ceiling: readonly PhaseFigures[];
  /** The relay's CPU per message over the ceiling's, at full throttle and at the same moderate rate. */
  readonly ratio: { readonly full: number; readonly half: number };
  readonly idle: { readonly culver: IdleMemory; readonly bare: IdleMemory; readonly limitedBy?: string };
  readonly aims: readonly Aim[];
}
