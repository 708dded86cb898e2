import { isValidAccountId, MAX_DEVICE_ID } from "@culver/protocol";
import type { Database } from "@culver/storage";
import type { Principal } from "../ports.ts";
import { tokenMatches } from "./token.ts";

/** Resolves to the device the token belongs to, or undefined: it never tells which part was wrong. */
export type Authenticate = (account: string, device: number, token: string) => Promise<Principal | undefined>;

const NO_HASH = new Uint8Array(32);
const MAX_TOKEN_LENGTH = 100;

/** Checks tokens against the devices table itself, so that a token ends with its row and nothing has to be told. */
export function authenticateWith(database: Database, touch: (principal: Principal) => void): Authenticate {
  return async (account, device, token) => {
    if (!isValidAccountId(account) || !Number.isInteger(device) || device < 1 || device > MAX_DEVICE_ID) {
      return undefined;
    }
    if (token.length > MAX_TOKEN_LENGTH) return undefined;
    const [row] = await database.query<{ token_hash: Uint8Array }>(
      "SELECT token_hash FROM devices WHERE account = ? AND device = ?",
      [account, device],
    );
    // Compared in any case: an unknown device takes as long as a wrong token.
    const good = tokenMatches(token, row?.token_hash ?? NO_HASH);
    if (row === undefined || !good) return undefined;
    const principal = { account, device };
    touch(principal);
    return principal;
  };
}
