import type { FieldSelection } from "../graph/index.ts";
import type { Accounts, NumberStatus, Scope } from "../model/index.ts";

/** Where events go, and what the receiver shows that it expects them by. */
export interface Callback {
  readonly url: string;
  readonly verifyToken: string;
}

/** What is known of a token, good or not. Times are milliseconds since 1970. */
export interface TokenKnown {
  readonly id: string;
  readonly business: string;
  readonly app: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly expiresAt?: number | undefined;
  readonly revokedAt?: number | undefined;
}

/** What the API changes of accounts. Receivers are asked first whether they expect events. */
export interface AccountChanges {
  /** @throws GraphError 100 when the receiver does not expect it */
  setNumberOverride(number: string, callback: Callback | undefined): Promise<void>;
  /** @throws GraphError 100 when the receiver does not expect it */
  setCallback(
    app: string,
    callback: (Callback & { readonly fields?: readonly string[] }) | undefined,
  ): Promise<void>;
  /** @throws GraphError 100 when the receiver does not expect it */
  subscribe(business: string, override?: Callback): Promise<void>;
  unsubscribe(business: string): Promise<void>;
  setStatus(number: string, status: NumberStatus): Promise<void>;
  setRegistration(number: string, registration: string): Promise<void>;
  registrationOf(number: string): string | undefined;
  describeToken(token: string): TokenKnown | undefined;
  createToken(request: {
    readonly business: string;
    readonly scopes?: readonly Scope[];
    readonly expiresAt?: number | undefined;
    readonly label?: string;
  }): Promise<{ readonly id: string; readonly token: string }>;
}

/** Accounts as the API needs them. */
export type ApiAccounts = Accounts & AccountChanges;

/** The endpoints of templates, which are written elsewhere and mounted here. All throw GraphError. */
export interface TemplateEndpoints {
  /** The business a template belongs to; undefined for an id that is no template's. */
  ownerOf(id: string): Promise<string | undefined>;
  list(business: string, url: URL): Promise<object>;
  create(business: string, body: unknown, form?: "json" | "urlencoded", by?: string): Promise<object>;
  edit(id: string, body: unknown, form?: "json" | "urlencoded", by?: string): Promise<object>;
  remove(
    business: string,
    removal: { readonly name?: string | undefined; readonly hsm_id?: string | undefined },
    by?: string,
  ): Promise<object>;
  get(id: string, fields?: FieldSelection): Promise<object>;
}

/** Calls that are not messages (section 7). */
export interface ManagementRate {
  /** Counts a call of an app about a business. @throws GraphError 80007 */
  count(app: string, business: string): void;
  /** How much of what is allowed is used, 0 to 1, and the milliseconds until a call is let through again. */
  used(app: string, business: string): { readonly share: number; readonly waitMs: number };
}

/** Signs numbers up and off. */
export interface Registrar {
  /** @throws GraphError */
  requestCode(number: string, method: "sms" | "voice"): Promise<void>;
  /** Signs the number up with the code that came. @throws GraphError */
  verifyCode(number: string, code: string): Promise<void>;
  /** Brings the number online, where it is not yet. @throws GraphError 133010 when a code is needed first */
  register(number: string): Promise<void>;
  deregister(number: string): Promise<void>;
}
