import type { Database, Transaction } from "@culver/storage";
import type { Owner } from "./pairs.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Carriers have told all they will by then, and devices have stopped asking. */
const KEEP_MS = 35 * DAY_MS;

/** A text taken from a person. Neither the text nor the phone is kept here. */
export interface Send extends Owner {
  /** The person's device chose it. */
  readonly id: string;
  /** The gateway's. */
  readonly message: string;
  /** Of the pool. */
  readonly number: string;
  /** The gateway has it and the copies are delivered. */
  readonly isDone: boolean;
}

type SendRow = {
  account: string;
  id: string;
  generation: number;
  message: string;
  number: string;
  done: number;
};

const COLUMNS = "account, id, generation, message, number, done";

/** Texts that were taken, so that each goes out once and its status finds its way back. */
export class Sends {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  async find(
    { account, generation }: Owner,
    id: string,
    executor: Pick<Database, "query"> = this.#database,
  ): Promise<Send | undefined> {
    const [row] = await executor.query<SendRow>(
      `SELECT ${COLUMNS} FROM sms_sends WHERE account = ? AND generation = ? AND id = ?`,
      [account, generation, id],
    );
    return row && sendOf(row);
  }

  async ofMessage(message: string): Promise<Send | undefined> {
    const [row] = await this.#database.query<SendRow>(`SELECT ${COLUMNS} FROM sms_sends WHERE message = ?`, [
      message,
    ]);
    return row && sendOf(row);
  }

  /** Texts of the account in the last hour and day. */
  async recent(tx: Transaction, account: string): Promise<{ readonly hour: number; readonly day: number }> {
    const now = this.#now();
    const [row] = await tx.query<{ hour: number; day: number }>(
      `SELECT COUNT(CASE WHEN at > ? THEN 1 END) AS hour, COUNT(*) AS day FROM sms_sends
       WHERE account = ? AND at > ?`,
      [now - HOUR_MS, account, now - DAY_MS],
    );
    return row ?? { hour: 0, day: 0 };
  }

  async add(tx: Transaction, send: Send): Promise<void> {
    await tx.insertMany(
      "sms_sends",
      ["account", "id", "generation", "message", "number", "at", "done"],
      [[send.account, send.id, send.generation, send.message, send.number, this.#now(), 0]],
    );
  }

  async done({ account, generation, id }: Send): Promise<void> {
    await this.#database.execute(
      "UPDATE sms_sends SET done = 1 WHERE account = ? AND generation = ? AND id = ?",
      [account, generation, id],
    );
  }

  /** The gateway has refused it for good. */
  async forget({ account, generation, id }: Send): Promise<void> {
    await this.#database.deleteMany(
      "sms_sends",
      ["account", "generation", "id"],
      [[account, generation, id]],
    );
  }

  async expire(): Promise<number> {
    return this.#database.execute("DELETE FROM sms_sends WHERE at < ?", [this.#now() - KEEP_MS]);
  }
}

function sendOf({ done, ...row }: SendRow): Send {
  return { ...row, isDone: done === 1 };
}
