import { randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import type { Database } from "@culver/storage";
import { GraphError } from "../../graph/index.ts";
import { isSame } from "../same.ts";

type PinRow = { pin: string; failures: number; failed_at: number };

const derive = promisify<string, string, number, Buffer>(scrypt);

/** The PIN of a number's two-step verification, six digits, kept as a salted hash. */
export interface Pins {
  isSet(number: string): Promise<boolean>;
  /**
   * Sets it where there is none, and compares it where there is one.
   * @throws GraphError 133005 for another one, 133016 after too many of those
   */
  confirm(number: string, pin: string): Promise<void>;
  /** Replaces it. */
  set(number: string, pin: string): Promise<void>;
}

export function openPins(
  database: Database,
  { pinTries, pinMs }: { readonly pinTries: number; readonly pinMs: number },
  now: () => number,
): Pins {
  const find = async (number: string) => {
    const [row] = await database.query<PinRow>(
      "SELECT pin, failures, failed_at FROM business_number_pins WHERE number = ?",
      [number],
    );
    return row;
  };
  async function set(number: string, pin: string): Promise<void> {
    await database.execute(
      `INSERT INTO business_number_pins (number, pin) VALUES (?, ?)
       ON CONFLICT (number) DO UPDATE SET pin = excluded.pin, failures = 0, failed_at = 0`,
      [number, await hashed(pin, randomBytes(16).toString("base64url"))],
    );
  }
  return {
    isSet: async (number) => (await find(number)) !== undefined,
    set,
    async confirm(number, pin) {
      const row = await find(number);
      if (row === undefined) return await set(number, pin);
      const failures = row.failed_at > now() - pinMs ? row.failures : 0;
      if (failures >= pinTries) throw new GraphError(133016);
      // Counted before it is compared: what asks at the same time counts too.
      await database.execute(
        `UPDATE business_number_pins SET failures = CASE WHEN failed_at > ? THEN failures + 1 ELSE 1 END, failed_at = ?
         WHERE number = ?`,
        [now() - pinMs, now(), number],
      );
      const salt = row.pin.split(".")[0] ?? "";
      if (!isSame(await hashed(pin, salt), row.pin)) throw new GraphError(133005);
      await database.execute("UPDATE business_number_pins SET failures = 0, failed_at = 0 WHERE number = ?", [
        number,
      ]);
    },
  };
}

async function hashed(pin: string, salt: string): Promise<string> {
  return `${salt}.${(await derive(pin, salt, 32)).toString("base64url")}`;
}
