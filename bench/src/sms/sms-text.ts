import { count, decimal } from "../text/numbers.ts";
import { table } from "../text/table.ts";
import type { SmsReport } from "./run-sms.ts";

const AIM_PER_SECOND = 2_000;
const AIM_PDUS = 100_000;

/** The report as text that is readable in a terminal and is Markdown. */
export function smsText({ plan, codec, culver, kannel }: SmsReport): string {
  const perSecond = culver.messages / (culver.elapsedMs / 1000);
  const codecRate = Math.min(codec.encoded, codec.decoded);
  return [
    `Texts of one part to the sandbox carrier in a process of its own, window ${plan.window}, ${plan.callers} callers; a text counts when its`,
    "delivery receipt has been taken in. CPU is of the gateway's processes, µs a text.",
    "",
    table(
      ["gateway", "texts", "delivered", "texts/s with receipts", "CPU/text"],
      [
        row(
          "Culver, committed to disk (fsync) before it is taken",
          culver.messages,
          culver.delivered,
          culver.elapsedMs,
          culver.cpu,
        ),
        ...(kannel === undefined
          ? []
          : [
              row(
                "Kannel 1.4.5, spool files without fsync",
                kannel.messages,
                kannel.delivered,
                kannel.elapsedMs,
                kannel.cpu,
              ),
            ]),
      ],
    ),
    ...(kannel === undefined ? ["", "Kannel is not installed here: apt-get install kannel."] : []),
    "",
    `The carrier took ${decimal(culver.carrierCpu / culver.messages)} µs of CPU a text. All texts were taken after ${count(culver.takenMs)} ms of ${count(culver.elapsedMs)}.`,
    "",
    table(
      ["aim", "wanted", "measured", ""],
      [
        [
          "durable submits with receipts, end to end on two cores",
          `≥ ${count(AIM_PER_SECOND)}/s`,
          `${count(perSecond)}/s`,
          verdict(perSecond >= AIM_PER_SECOND),
        ],
        [
          "codec alone: submit_sm encoded",
          `≥ ${count(AIM_PDUS)}/s`,
          `${count(codec.encoded)}/s`,
          verdict(codec.encoded >= AIM_PDUS),
        ],
        [
          "codec alone: split and decoded",
          `≥ ${count(AIM_PDUS)}/s`,
          `${count(codec.decoded)}/s`,
          verdict(codecRate >= AIM_PDUS),
        ],
      ],
    ),
  ].join("\n");
}

function row(
  name: string,
  messages: number,
  delivered: number,
  elapsedMs: number,
  cpu: number | undefined,
): string[] {
  const perText = cpu === undefined ? "–" : decimal(cpu / messages);
  return [name, count(messages), count(delivered), count(messages / (elapsedMs / 1000)), perText];
}

function verdict(reached: boolean): string {
  return reached ? "reached" : "not reached";
}
