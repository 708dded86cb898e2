import type { Database, Transaction } from "@culver/storage";
import { GraphError, newNodeId, parsePhone, unknownObject } from "../graph/index.ts";
import { type ReachOptions, resolveTarget, type WebhookTarget } from "../webhooks/index.ts";
import { type Callback, verifiedUrl } from "./callback.ts";
import type { BusinessAccounts, TokenRequest } from "./ports.ts";
import { loadStored } from "./stored.ts";
import { accessOf, DEFAULT_SCOPES, hashToken, newSecret, newToken, SCOPES } from "./token.ts";
import { expiry, fieldNames, nameOf, numberTaken } from "./values.ts";

export interface AccountsOptions {
  /** Migrated with BUSINESS_MIGRATIONS. */
  readonly database: Database;
  /** How receivers are asked whether they expect events. */
  readonly reach?: ReachOptions;
  /** Told of each receiver that is set after it has shown that it expects events. */
  readonly onVerified?: (target: WebhookTarget) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Opens the accounts: all of them are held in memory and read anew after each change. One process at a time may change a
 * database's accounts.
 */
export async function openAccounts({
  database,
  reach = {},
  onVerified,
  now = Date.now,
}: AccountsOptions): Promise<BusinessAccounts> {
  let stored = await loadStored(database);
  let last: Promise<unknown> = Promise.resolve();
  const listeners = new Set<() => void>();

  /** Changes go one after the other, so that what was read last is what was written last. */
  function change<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const done = last.then(async () => {
      const result = await database.transaction(work);
      stored = await loadStored(database);
      for (const listener of listeners) listener();
      return result;
    });
    last = done.catch(() => undefined);
    return done;
  }

  async function insertBusiness(tx: Transaction, name: string): Promise<string> {
    const id = newNodeId();
    await tx.execute("INSERT INTO business_accounts (id, name, created_at) VALUES (?, ?, ?)", [
      id,
      name,
      now(),
    ]);
    await tx.execute("INSERT INTO business_apps (id, business, secret, created_at) VALUES (?, ?, ?, ?)", [
      ...[newNodeId(), id, newSecret(), now()],
    ]);
    return id;
  }

  async function insertNumber(
    tx: Transaction,
    business: string,
    e164: string,
    name: string,
  ): Promise<string> {
    const id = newNodeId();
    const columns = ["id", "business", "number", "name", "status", "created_at"];
    const row = [id, business, e164, name, "pending", now()];
    const isNew = await tx.insertNew("business_numbers", columns, [row], ["number"]);
    if (isNew[0] !== true) throw numberTaken();
    return id;
  }

  const known = <T>(what: T | undefined, id: string): T => {
    if (what === undefined) throw unknownObject("post", id);
    return what;
  };
  const set = (table: string, id: string, column: string, value: string | number | null) =>
    change(async (tx) => {
      const count = await tx.execute(`UPDATE ${table} SET ${column} = ? WHERE id = ?`, [value, id]);
      if (count === 0) throw unknownObject("post", id);
    });
  const askedUrl = (callback: Callback | undefined) =>
    callback === undefined ? Promise.resolve(null) : verifiedUrl(callback, reach);
  const verified = (app: string | undefined, url: string | null) => {
    if (app !== undefined && url !== null) onVerified?.({ app, url });
  };

  return {
    business: (id) => stored.businesses.get(id),
    app: (id) => stored.apps.get(id),
    number: (id) => stored.numbers.get(id),
    numberOf: (e164) => stored.byNumber.get(e164),
    businesses: () => [...stored.businesses.values()],
    numbersOf: (business) => stored.ofBusiness.get(business) ?? [],
    authenticate: async (token) => accessOf(stored.tokens.get(hashToken(token)), now()),
    targetOf(id, number) {
      const business = stored.businesses.get(id);
      const app = business && stored.apps.get(business.app);
      if (!business?.isSubscribed || app === undefined) return undefined;
      return resolveTarget({
        app: app.id,
        callbackUrl: app.callbackUrl,
        wabaOverride: business.override,
        phoneOverride: number === undefined ? undefined : stored.numbers.get(number)?.override,
      });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    async createBusiness({ name }) {
      const checked = nameOf(name);
      const id = await change((tx) => insertBusiness(tx, checked));
      return known(stored.businesses.get(id), id);
    },
    async addNumber(business, { number, name }) {
      const [{ e164 }, checked] = [parsePhone(number), nameOf(name)];
      known(stored.businesses.get(business), business);
      const id = await change((tx) => insertNumber(tx, business, e164, checked));
      return known(stored.numbers.get(id), id);
    },
    async createWithNumber({ name, number }) {
      const [{ e164 }, checked] = [parsePhone(number), nameOf(name)];
      const id = await change(async (tx) =>
        insertNumber(tx, await insertBusiness(tx, checked), e164, checked),
      );
      return known(stored.numbers.get(id), id);
    },
    setStatus: (number, status) =>
      change(async (tx) => {
        const count = await tx.execute(
          `UPDATE business_numbers SET status = ?,
           registration = CASE WHEN ? = 'pending' THEN registration ELSE NULL END WHERE id = ?`,
          [status, status, number],
        );
        if (count === 0) throw unknownObject("post", number);
      }),
    setNumberName: async (number, name) => set("business_numbers", number, "name", nameOf(name)),
    setBusinessName: async (business, name) => set("business_accounts", business, "name", nameOf(name)),
    setRegistration: (number, registration) => set("business_numbers", number, "registration", registration),
    registrationOf: (number) => stored.registrations.get(number),
    async setNumberOverride(number, callback) {
      const { business } = known(stored.numbers.get(number), number);
      const url = await askedUrl(callback);
      await set("business_numbers", number, "override_url", url);
      verified(stored.businesses.get(business)?.app, url);
    },
    async checkCallback(callback) {
      await verifiedUrl(callback, reach);
    },
    async setCallback(app, callback) {
      known(stored.apps.get(app), app);
      const fields = JSON.stringify(fieldNames(callback?.fields ?? []));
      const url = await askedUrl(callback);
      await change((tx) =>
        tx.execute("UPDATE business_apps SET callback_url = ?, fields = ? WHERE id = ?", [url, fields, app]),
      );
      verified(app, url);
    },
    async subscribe(business, override) {
      known(stored.businesses.get(business), business);
      const url = await askedUrl(override);
      await change((tx) =>
        tx.execute("UPDATE business_accounts SET is_subscribed = 1, override_url = ? WHERE id = ?", [
          ...[url, business],
        ]),
      );
      verified(stored.businesses.get(business)?.app, url);
    },
    unsubscribe: (business) => set("business_accounts", business, "is_subscribed", 0),

    async createToken({ business, scopes = DEFAULT_SCOPES, expiresAt, label = "" }: TokenRequest) {
      known(stored.businesses.get(business), business);
      if (scopes.length === 0 || scopes.some((scope) => !SCOPES.includes(scope))) {
        throw new GraphError(100, { details: `A token's scopes are among ${SCOPES.join(", ")}.` });
      }
      const [id, token] = [newNodeId(), newToken()];
      const columns = ["id", "business", "hash", "label", "scopes", "created_at", "expires_at"];
      const list = JSON.stringify([...new Set(scopes)]);
      const row = [id, business, hashToken(token), label, list, now(), expiry(expiresAt, now())];
      await change((tx) => tx.insertMany("business_tokens", columns, [row]));
      return { id, token };
    },
    tokens: (business) => [...stored.tokens.values()].filter((token) => token.business === business),
    describeToken: (token) => stored.tokens.get(hashToken(token)),
    revokeToken: (id) =>
      change(async (tx) => {
        const revoke = "UPDATE business_tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";
        return (await tx.execute(revoke, [now(), id])) > 0;
      }),
    async rotateAppSecret(app) {
      const secret = newSecret();
      await set("business_apps", app, "secret", secret);
      return secret;
    },
  };
}
