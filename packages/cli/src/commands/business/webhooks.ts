import type { Attempt, WebhookEntry } from "@culver/business";
import { type Command, type Context, ExitCode, UsageError } from "../../command.ts";
import {
  type OperatorClient,
  operatorClient,
  SERVER_FLAGS,
  SERVER_FLAGS_HELP,
} from "../../operator/operator-client.ts";
import { printList, timeText } from "../../operator/print-list.ts";
import { readOptions } from "../../options.ts";

interface Listed {
  readonly entries: readonly WebhookEntry[];
  readonly waiting: number;
  readonly dead: number;
  readonly oldestAgeMs: number;
}

const BASE = "/business/admin/webhooks";
/** Words of this command and the calls they are. */
const ACTIONS: Readonly<Record<string, string>> = { replay: "replay", dead: "dead-letter", delete: "delete" };

/** `culver business webhooks`: what waits for receivers, what is dead, and what is to become of it. */
export const businessWebhooks: Command = {
  name: "business webhooks",
  synopsis:
    "[list] [--state waiting|delivered|dead] | attempts | replay|dead|delete SEQ...|all [--limit N] [--json]",
  summary: "Show webhooks that wait or are dead; replay, give up or delete them",
  details: [
    "list      events, youngest first, and how many wait and are dead",
    "attempts  the latest deliveries, taken or not",
    "replay    deliver these (again), at once; all: every dead one",
    "dead      try these no more",
    "delete    delete these with their content; all: every dead one",
    "--limit N  how many to show, 1 to 500 (50)",
    "--json     a line of JSON for each",
    "",
    "Neither content nor numbers are shown.",
    SERVER_FLAGS_HELP,
  ].join("\n"),
  async run(args, context) {
    const { values, positionals } = readOptions(
      args,
      {
        ...SERVER_FLAGS,
        state: { type: "string" },
        limit: { type: "string", default: "50" },
        json: { type: "boolean", default: false },
      },
      { least: 0, most: 501 },
    );
    const [what = "list", ...seqs] = positionals;
    const client = operatorClient(values, context);
    const action = ACTIONS[what];
    if (action !== undefined) return act(client, context, action, seqs);
    if (seqs.length > 0 || (what !== "list" && what !== "attempts")) {
      throw new UsageError("say list, attempts, replay SEQ, dead SEQ or delete SEQ");
    }
    const query = new URLSearchParams({ limit: values.limit });
    if (what === "attempts") {
      const { attempts } = await client.get<{ attempts: Attempt[] }>(`${BASE}/attempts?${query}`);
      const headings = ["AT", "TARGET", "EVENTS", "BYTES", "MS", "STATUS", "FAILURE"];
      if (attempts.length > 0) printList(context, attempts, { headings, row: attemptRow, json: values.json });
      return ExitCode.ok;
    }
    if (values.state !== undefined) query.set("state", values.state);
    const { entries, waiting, dead, oldestAgeMs } = await client.get<Listed>(`${BASE}?${query}`);
    const headings = ["SEQ", "FIELD", "STATE", "SINCE", "TRIES", "NEXT", "RECEIVER", "FAILURE"];
    if (entries.length > 0) printList(context, entries, { headings, row: entryRow, json: values.json });
    const oldest = waiting === 0 ? "" : `, the oldest for ${Math.round(oldestAgeMs / 1000)} s`;
    if (!values.json) context.out(`${waiting} waiting${oldest}; ${dead} dead\n`);
    return ExitCode.ok;
  },
};

async function act(
  client: OperatorClient,
  context: Context,
  action: string,
  words: readonly string[],
): Promise<number> {
  const isAll = words.length === 1 && words[0] === "all";
  if (words.length === 0 || (!isAll && !words.every((word) => /^[1-9]\d{0,15}$/.test(word)))) {
    throw new UsageError("name events by the numbers that list shows, or say all for every dead one");
  }
  const body = isAll ? { all: "dead" } : { seqs: words.map(Number) };
  const { count } = await client.post<{ count: number }>(`${BASE}/${action}`, body);
  context.out(`${count} ${count === 1 ? "event" : "events"}\n`);
  return count > 0 || isAll ? ExitCode.ok : ExitCode.failure;
}

const attemptRow = (attempt: Attempt): readonly string[] => [
  timeText(attempt.at, 19),
  attempt.target,
  String(attempt.events),
  String(attempt.bytes),
  String(attempt.latencyMs),
  String(attempt.status ?? "-"),
  attempt.failure ?? "-",
];

const entryRow = (entry: WebhookEntry): readonly string[] => [
  String(entry.seq),
  entry.field,
  entry.state,
  timeText(entry.createdAt, 19),
  String(entry.attempts),
  entry.dueAt === undefined ? "-" : timeText(entry.dueAt, 19),
  entry.receiver,
  entry.failure ?? "-",
];
