import type { Accounts, Business, BusinessNumber, NumberStatus, Scope } from "../model/index.ts";
import type { Callback } from "./callback.ts";
import type { TokenView } from "./token.ts";

/** What a new token is to be. */
export interface TokenRequest {
  readonly business: string;
  /** Unless told: messaging and management. */
  readonly scopes?: readonly Scope[];
  /** Milliseconds since 1970; undefined: never. */
  readonly expiresAt?: number | undefined;
  /** What the operator knows it by. */
  readonly label?: string;
}

/** The accounts with all that changes them. Every change is on disk and visible to reads when it resolves. */
export interface BusinessAccounts extends Accounts {
  /** With an app of its own, which is subscribed. @throws GraphError 100 for a name that cannot be used */
  createBusiness(business: { readonly name: string }): Promise<Business>;
  /** `pending` until its device exists. @throws GraphError 100 for a number that is taken, 131009 for one that is none */
  addNumber(
    business: string,
    number: { readonly number: string; readonly name: string },
  ): Promise<BusinessNumber>;
  /** A business with its app and its first number, all at once or not at all. @throws GraphError as the two above */
  createWithNumber(request: { readonly name: string; readonly number: string }): Promise<BusinessNumber>;
  /** Connected or deregistered: a sign-up that was awaited is forgotten. */
  setStatus(number: string, status: NumberStatus): Promise<void>;
  /** What customers see. @throws GraphError 100 */
  setNumberName(number: string, name: string): Promise<void>;
  /** @throws GraphError 100 */
  setBusinessName(business: string, name: string): Promise<void>;
  /** The sign-up that a code was asked for; kept until the number is connected. */
  setRegistration(number: string, registration: string): Promise<void>;
  registrationOf(number: string): string | undefined;
  /** `webhook_configuration` of a number; undefined takes it off. @throws GraphError 100 when the receiver does not expect it */
  setNumberOverride(number: string, callback: Callback | undefined): Promise<void>;
  /** Asks a receiver whether it expects events; changes nothing. @throws GraphError 100 when it does not */
  checkCallback(callback: Callback): Promise<void>;
  /** POST /{app-id}/subscriptions. @throws GraphError 100 when the receiver does not expect it */
  setCallback(
    app: string,
    callback: (Callback & { readonly fields?: readonly string[] }) | undefined,
  ): Promise<void>;
  /** POST /{waba-id}/subscribed_apps; without an override the app's own callback holds. @throws GraphError 100 */
  subscribe(business: string, override?: Callback): Promise<void>;
  unsubscribe(business: string): Promise<void>;
  /** `token` is told this once and kept nowhere. @throws GraphError 100 */
  createToken(request: TokenRequest): Promise<{ readonly id: string; readonly token: string }>;
  /** Oldest first, revoked ones too. */
  tokens(business: string): readonly TokenView[];
  /** What is known of a token, good or not: for GET /debug_token. */
  describeToken(token: string): TokenView | undefined;
  /** Resolves to whether there was one that was good. */
  revokeToken(id: string): Promise<boolean>;
  /** Webhooks are signed with the new one from now on. */
  rotateAppSecret(app: string): Promise<string>;
}
