import { generateAccountId } from "@culver/protocol";
import type { Database, Transaction } from "@culver/storage";
import type { DeviceLists } from "../devices/device-lists.ts";
import type { AccountHooks, AfterCommit, Principal, RemovalReason, StreamPort } from "../ports.ts";
import type { RegistrationLock } from "../registration/registration-lock.ts";
import type { Registrations } from "../registration/registrations.ts";
import { deviceNumbers, insertDevice, type NewDevice } from "./device-row.ts";

export interface AccountsOptions {
  readonly database: Database;
  readonly registrations: Registrations;
  readonly lock: RegistrationLock;
  readonly lists: DeviceLists;
  readonly hooks: AccountHooks;
  readonly stream: StreamPort;
  readonly now: () => number;
}

export interface Verification {
  readonly code: string;
  readonly deviceName?: string | undefined;
  readonly pin?: string | undefined;
}

export interface Registered extends NewDevice {
  readonly number: string;
  readonly newAccount: boolean;
}

/** Accounts come into being, start over and end here. */
export class Accounts {
  readonly #options: AccountsOptions;

  constructor(options: AccountsOptions) {
    this.#options = options;
  }

  /**
   * Makes the holder of the code the holder of the number's account. An account that was there keeps its id and loses
   * everything that belonged to its devices, all in one transaction.
   * @throws {RegistrationError}
   */
  async register(registration: string, verification: Verification): Promise<Registered> {
    const { database, registrations, lock } = this.#options;
    const number = await registrations.check(registration, verification.code);
    const known = await this.find(number);
    // Argon2 takes long: outside the transaction, which then makes sure that nothing has changed.
    const passed = known === undefined ? undefined : await lock.check(known, verification.pin);
    const after: AfterCommit[] = [];
    const registered = await database.transaction(async (tx) => {
      await tx.lock(`number:${number}`);
      await registrations.consume(tx, registration);
      const account = await findAccount(tx, number);
      if (account !== undefined) {
        await lock.assertPassed(tx, account, passed);
        after.push(await this.#clear(tx, account, "replaced"));
        if (passed === undefined)
          await tx.execute("DELETE FROM registration_locks WHERE account = ?", [account]);
      }
      const holder = account ?? (await this.#create(tx, number));
      const device = await insertDevice(tx, holder, verification.deviceName, this.#options.now());
      return { ...device, number, newAccount: account === undefined };
    });
    for (const run of after) await run();
    return registered;
  }

  /** Deletes the account and all that hangs on it. Registering the number later makes a new one. */
  async delete(account: string): Promise<void> {
    const after = await this.#options.database.transaction(async (tx) => {
      const [row] = await tx.query<{ number: string }>("SELECT number FROM accounts WHERE account = ?", [
        account,
      ]);
      if (row === undefined) return () => undefined;
      await tx.lock(`number:${row.number}`);
      const run = await this.#clear(tx, account, "removed");
      await tx.execute("DELETE FROM accounts WHERE account = ?", [account]);
      return run;
    });
    await after();
  }

  /** The account of a number. */
  find(number: string): Promise<string | undefined> {
    return findAccount(this.#options.database, number);
  }

  async #create(tx: Transaction, number: string): Promise<string> {
    const account = generateAccountId();
    await tx.execute("INSERT INTO accounts (account, number, created_at, next_device) VALUES (?, ?, ?, 1)", [
      account,
      number,
      this.#options.now(),
    ]);
    return account;
  }

  /** Removes devices (tokens and key packages with them) and the device list. */
  async #clear(tx: Transaction, account: string, reason: RemovalReason): Promise<AfterCommit> {
    const { hooks, lists, stream } = this.#options;
    await tx.lock(`devices:${account}`);
    const principals: Principal[] = (await deviceNumbers(tx, account)).map((device) => ({ account, device }));
    const replaced = await hooks.onAccountReplaced(tx, account);
    await tx.execute("DELETE FROM devices WHERE account = ?", [account]);
    const forget = await lists.clear(tx, account);
    return async () => {
      forget();
      for (const principal of principals) stream.endSession(principal, reason);
      await replaced();
    };
  }
}

async function findAccount(executor: Pick<Database, "query">, number: string): Promise<string | undefined> {
  const [row] = await executor.query<{ account: string }>("SELECT account FROM accounts WHERE number = ?", [
    number,
  ]);
  return row?.account;
}
