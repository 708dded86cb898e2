import { count, decimal, percent } from "../../text/numbers.ts";
import { table } from "../../text/table.ts";
import type { PhaseFigures, RelayReport } from "./report.ts";

/** The report as text that is readable in a terminal and is Markdown. */
export function relayText(report: RelayReport): string {
  const { idle } = report;
  return [
    `${report.pairs} pairs, one side of each sending, ${report.payloadBytes} opaque bytes a message. CPU is the server's, µs.`,
    "",
    phases([...report.phases, ...report.ceiling]),
    "",
    table(
      ["resident bytes per idle session", "sessions", "bytes"],
      [
        [
          "Culver: signed in, bound, resumable",
          count(idle.culver.sessions),
          count(idle.culver.bytesPerSession),
        ],
        ["a bare Bun WebSocket", count(idle.bare.sessions), count(idle.bare.bytesPerSession)],
      ],
    ),
    ...shortfalls(report),
    "",
    table(
      ["aim", "wanted", "measured", ""],
      report.aims.map(({ what, aim, measured, reached }) => [
        what,
        aim,
        measured,
        reached ? "reached" : "not reached",
      ]),
    ),
  ].join("\n");
}

function phases(rows: readonly PhaseFigures[]): string {
  return table(
    ["phase", "messages/s", "to disk", "CPU/message", "CPU/written", "load CPU", "p50 ms", "p99 ms"],
    rows.map((row) => [
      row.name,
      count(row.messagesPerSecond),
      row.shareWritten === undefined ? "–" : percent(row.shareWritten),
      decimal(row.cpuPerMessage),
      row.cpuPerWritten === undefined ? "–" : decimal(row.cpuPerWritten),
      decimal(row.loadCpuPerMessage),
      row.p50 === undefined ? "–" : decimal(row.p50),
      row.p99 === undefined ? "–" : decimal(row.p99),
    ]),
  );
}

function shortfalls({ idle: { culver, bare, limitedBy } }: RelayReport): string[] {
  const reasons = new Set([limitedBy, culver.stoppedBy, bare.stoppedBy].filter((one) => one !== undefined));
  return [...reasons].map((reason) => `\nFewer sessions than wanted: ${reason}.`);
}
