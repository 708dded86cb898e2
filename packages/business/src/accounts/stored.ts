import type { Executor } from "@culver/storage";
import type { App, Business, BusinessNumber, NumberStatus, Scope } from "../model/index.ts";
import type { TokenView } from "./token.ts";

/** Everything there is, by the keys it is asked for. */
export interface Stored {
  readonly businesses: ReadonlyMap<string, Business>;
  readonly apps: ReadonlyMap<string, App>;
  readonly numbers: ReadonlyMap<string, BusinessNumber>;
  readonly byNumber: ReadonlyMap<string, BusinessNumber>;
  readonly ofBusiness: ReadonlyMap<string, readonly BusinessNumber[]>;
  /** By number's id: the sign-up that a code is awaited for. */
  readonly registrations: ReadonlyMap<string, string>;
  /** By the token's hash. */
  readonly tokens: ReadonlyMap<string, TokenView>;
}

type AccountRow = {
  id: string;
  name: string;
  override_url: string | null;
  is_subscribed: number;
  created_at: number;
};
type AppRow = { id: string; business: string; secret: string; callback_url: string | null; fields: string };
type NumberRow = {
  id: string;
  business: string;
  number: string;
  name: string;
  status: NumberStatus;
  override_url: string | null;
  registration: string | null;
  created_at: number;
};
type TokenRow = {
  id: string;
  business: string;
  hash: string;
  label: string;
  scopes: string;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
};

/** Reads all of it; a business has few of everything. */
export async function loadStored(from: Executor): Promise<Stored> {
  const accounts = await from.query<AccountRow>("SELECT * FROM business_accounts ORDER BY created_at, id");
  const appRows = await from.query<AppRow>("SELECT * FROM business_apps");
  const numberRows = await from.query<NumberRow>("SELECT * FROM business_numbers ORDER BY created_at, id");
  const tokenRows = await from.query<TokenRow>("SELECT * FROM business_tokens ORDER BY created_at, id");
  const appOf = new Map(appRows.map(({ id, business }) => [business, id]));
  const businesses = accounts.map((row) => businessOf(row, appOf.get(row.id) ?? ""));
  const numbers = numberRows.map(numberOf);
  return {
    businesses: new Map(businesses.map((each) => [each.id, each])),
    apps: new Map(appRows.map((row) => [row.id, appOfRow(row)])),
    numbers: new Map(numbers.map((each) => [each.id, each])),
    byNumber: new Map(numbers.map((each) => [each.number, each])),
    ofBusiness: new Map(businesses.map(({ id }) => [id, numbers.filter(({ business }) => business === id)])),
    registrations: new Map(
      numberRows.flatMap(({ id, registration }) => (registration === null ? [] : [[id, registration]])),
    ),
    tokens: new Map(tokenRows.map((row) => [row.hash, tokenOf(row, appOf.get(row.business) ?? "")])),
  };
}

const businessOf = (row: AccountRow, app: string): Business => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at,
  app,
  override: row.override_url ?? undefined,
  isSubscribed: row.is_subscribed !== 0,
});

const appOfRow = ({ id, business, secret, callback_url, fields }: AppRow): App => ({
  id,
  business,
  secret,
  callbackUrl: callback_url ?? undefined,
  fields: JSON.parse(fields) as string[],
});

const numberOf = (row: NumberRow): BusinessNumber => ({
  id: row.id,
  business: row.business,
  number: row.number,
  name: row.name,
  status: row.status,
  override: row.override_url ?? undefined,
  createdAt: row.created_at,
});

const tokenOf = (row: TokenRow, app: string): TokenView => ({
  id: row.id,
  business: row.business,
  app,
  label: row.label,
  scopes: JSON.parse(row.scopes) as Scope[],
  createdAt: row.created_at,
  expiresAt: row.expires_at ?? undefined,
  revokedAt: row.revoked_at ?? undefined,
});
