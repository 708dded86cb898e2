import { type Database, placeholders } from "@culver/storage";

export interface NumberedAccount {
  readonly number: string;
  readonly account: string;
}

/** Which of these numbers have accounts, ordered by number. */
export function accountsOfNumbers(
  database: Database,
  numbers: readonly string[],
): Promise<NumberedAccount[]> {
  if (numbers.length === 0) return Promise.resolve([]);
  return database.query<{ number: string; account: string }>(
    `SELECT number, account FROM accounts WHERE number IN (${placeholders(numbers.length)}) ORDER BY number`,
    numbers,
  );
}
