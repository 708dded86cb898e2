import { openSmsGateway } from "@culver/sms";
import { openDatabase } from "@culver/storage";
import { openCarrier } from "./carrier.ts";
import { Victim } from "./victim.ts";

export interface SmsKillOptions {
  /** Where the gateway's database is made. */
  readonly databaseUrl: string;
  readonly messages: number;
  readonly kills: number;
  /** 0 ≤ random < 1 */
  readonly random: () => number;
  readonly timeoutMs: number;
  readonly onProgress?: (line: string) => void;
}

export interface SmsKillVerdict {
  readonly kills: number;
  /** submit_sm the carrier took. */
  readonly submitted: number;
  /** Messages acknowledged to their sender that the carrier never saw. */
  readonly lost: number;
  /** Copies beyond the first. */
  readonly duplicates: number;
  /** Of the duplicates, those the gateway had marked uncertain when it submitted them. */
  readonly markedUncertain: number;
  /** Duplicates with another user_message_reference than the first. */
  readonly otherReference: number;
  readonly delivered: number;
  readonly failed: number;
}

const LOOK_MS = 2;
/** A kill comes up to so many ms after its share of the messages was submitted: into submits, answers and receipts. */
const DELAY_MS = 60;

/** kill -9 of a gateway under load, again and again, against a carrier that lives on. */
export async function smsKill(options: SmsKillOptions): Promise<SmsKillVerdict> {
  const { databaseUrl, messages, random, timeoutMs, onProgress } = options;
  const carrier = await openCarrier(random);
  const victim = new Victim(databaseUrl, carrier.route, messages);
  const deadline = Date.now() + timeoutMs;
  const isComplete = () => victim.delivered.size + victim.failed.size >= messages;
  let kills = 0;
  try {
    victim.start();
    while (!isComplete() && Date.now() < deadline) {
      await Bun.sleep(LOOK_MS);
      if (victim.hasFailed) throw new Error("the gateway's process ended by itself");
      const { acknowledged, delivered } = victim;
      const share = Math.floor((messages * (kills + 1)) / (options.kills + 1));
      if (kills < options.kills && carrier.seen.size >= share) {
        await Bun.sleep(random() * DELAY_MS);
        await victim.kill();
        kills++;
        onProgress?.(`${kills} kills, ${acknowledged.size} acknowledged, ${delivered.size} delivered`);
        victim.start();
      }
    }
  } finally {
    await victim.kill();
    await carrier.close();
  }
  const copies = [...carrier.seen.entries()].filter(([, seen]) => seen.length > 1);
  return {
    kills,
    submitted: sum([...carrier.seen.values()].map((seen) => seen.length)),
    lost: [...victim.acknowledged].filter((index) => !carrier.seen.has(index)).length,
    duplicates: sum(copies.map(([, seen]) => seen.length - 1)),
    markedUncertain: await countMarked(
      databaseUrl,
      copies.map(([index, seen]) => ({ index, copies: seen.length - 1 })),
    ),
    otherReference: sum(
      copies.map(([, seen]) => seen.filter(({ reference }) => reference !== seen[0]?.reference).length),
    ),
    delivered: victim.delivered.size,
    failed: victim.failed.size,
  };
}

/** Reads the marks back from the gateway's traces. */
async function countMarked(
  databaseUrl: string,
  duplicates: readonly { readonly index: number; readonly copies: number }[],
): Promise<number> {
  await using database = await openDatabase(databaseUrl);
  await using gateway = await openSmsGateway({ database, routes: [] });
  let marked = 0;
  for (const { index, copies } of duplicates) {
    const [trace] = await gateway.trace(String(index));
    const marks = trace?.events.filter(
      ({ kind, words }) => kind === "submitted" && words.includes("uncertain"),
    );
    marked += Math.min(copies, marks?.length ?? 0);
  }
  return marked;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
