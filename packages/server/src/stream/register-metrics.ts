import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { MailboxCounters } from "../mailbox/mailbox-counters.ts";
import type { StreamCounters } from "./stream-counters.ts";

/** Upper bounds, seconds. */
const COMMIT_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5];

export interface StreamMetricSources {
  readonly stream: StreamCounters;
  readonly mailbox: MailboxCounters;
  readonly mailboxRows: () => Promise<number>;
}

/** Makes the plain counts of stream and mailbox visible; they are read when somebody asks. */
export function registerStreamMetrics(registry: Registry, sources: StreamMetricSources): void {
  const { stream, mailbox, mailboxRows } = sources;
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read());
      },
    });
  const counter = (name: string, help: string, read: () => number) =>
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  gauge("culver_stream_connections", "WebSockets open.", () => stream.connections);
  gauge("culver_sessions", "Bound sessions, with those that wait to be resumed.", () => stream.sessions);
  gauge("culver_sessions_detached", "Sessions that wait to be resumed.", () => stream.detached);
  gauge("culver_mailbox_rows", "Deliveries on disk.", mailboxRows);
  counter("culver_messages_accepted_total", "Durable stanzas taken in.", () => mailbox.accepted);
  counter("culver_messages_written_total", "Of these, those that went to disk.", () => mailbox.written);
  counter(
    "culver_messages_repeated_total",
    "Stanzas whose id had been accepted before.",
    () => mailbox.repeats,
  );
  counter("culver_messages_paged_total", "Deliveries read back from disk.", () => mailbox.paged);
  counter("culver_mailbox_pauses_total", "Sessions paused for being slow.", () => mailbox.pauses);
  counter("culver_commits_failed_total", "Group commits that failed.", () => mailbox.failedCommits);
  counter("culver_stanzas_refused_total", "Stanzas answered with an error.", () => stream.refused);
  counter("culver_stream_errors_total", "Streams ended with an error.", () => stream.streamErrors);
  counter(
    "culver_stream_auth_failures_total",
    "Streams that failed to authenticate.",
    () => stream.authFailures,
  );
  counter("culver_sessions_resumed_total", "Resumptions that succeeded.", () => stream.resumed);
  counter("culver_resumptions_failed_total", "Resumptions that failed.", () => stream.resumeFailed);
  new Counter({
    name: "culver_stanzas_received_total",
    help: "Stanzas received, by kind.",
    labelNames: ["kind"],
    registers: [registry],
    collect() {
      this.reset();
      for (const kind of ["message", "presence", "iq"] as const) this.inc({ kind }, stream[kind]);
    },
  });
  const commits = new Histogram({
    name: "culver_commit_seconds",
    help: "Duration of group commits.",
    buckets: COMMIT_BUCKETS,
    registers: [registry],
  });
  mailbox.onCommit = (seconds) => commits.observe(seconds);
}
