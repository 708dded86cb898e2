import type { Database } from "@culver/storage";
import { DeviceLists } from "../devices/device-lists.ts";
import { Devices } from "../devices/devices.ts";
import type { DeviceDirectory } from "../devices/directory.ts";
import { KeyPackages } from "../keys/key-packages.ts";
import { accountLimits, type LimitsFor } from "../limits/account-limits.ts";
import { DEFAULT_LIMITS, type LimitPolicies } from "../limits/policies.ts";
import { RateLimiter } from "../limits/rate-limiter.ts";
import type { AccountHooks, IqTable, SmsSender, StreamPort } from "../ports.ts";
import { PrivacySettings } from "../privacy/privacy-settings.ts";
import type { PumpingAlarm } from "../pumping/alarm.ts";
import { DEFAULT_PUMPING, type PumpingPolicy } from "../pumping/policy.ts";
import { PumpingGuard } from "../pumping/pumping-guard.ts";
import { RegistrationLock } from "../registration/registration-lock.ts";
import { Registrations } from "../registration/registrations.ts";
import { Vouchers } from "../registration/vouchers.ts";
import { createAccountIqs } from "./account-iqs.ts";
import { Accounts } from "./accounts.ts";
import { type Authenticate, authenticateWith } from "./authenticate.ts";
import { LastSeen } from "./last-seen.ts";
import { loadSecret } from "./secret.ts";

export interface AccountServicesOptions {
  /** Open and migrated. */
  readonly database: Database;
  readonly stream: StreamPort;
  readonly hooks: AccountHooks;
  readonly sms: SmsSender;
  /** Host name of the web app, named in the text with the code. */
  readonly host: string;
  readonly limits?: LimitPolicies | undefined;
  /** Whether an account is a business's, whose limits are wider; nobody is when left out. */
  readonly isBusiness?: ((account: string) => Promise<boolean>) | undefined;
  /** When a prefix is closed to codes. */
  readonly pumping?: PumpingPolicy | undefined;
  readonly onPumping?: ((alarm: PumpingAlarm) => void) | undefined;
  /** ISO 3166 of the countries that codes go to; none for all of them. */
  readonly countries?: readonly string[] | undefined;
  readonly now?: (() => number) | undefined;
}

/** Everything about accounts, wired. `stream` and `hooks` are only called later: they may be closures over what comes after. */
export interface AccountServices {
  readonly accounts: Accounts;
  readonly registrations: Registrations;
  /** Registrations by the operator's right, without a text. */
  readonly vouchers: Vouchers;
  /** What is closed to codes; it also reopens. */
  readonly pumping: PumpingGuard;
  readonly lock: RegistrationLock;
  readonly devices: Devices;
  /** Who is listed; it also reads and appends. */
  readonly lists: DeviceLists;
  readonly directory: DeviceDirectory;
  readonly keys: KeyPackages;
  readonly privacy: PrivacySettings;
  readonly lastSeen: LastSeen;
  readonly limiter: RateLimiter;
  readonly limits: LimitPolicies;
  readonly limitsFor: LimitsFor;
  readonly authenticate: Authenticate;
  readonly iqs: IqTable;
  readonly now: () => number;
}

export async function createAccountServices(options: AccountServicesOptions): Promise<AccountServices> {
  const { database, stream, hooks, sms, host, limits = DEFAULT_LIMITS, now = Date.now } = options;
  const limiter = new RateLimiter(database, await loadSecret(database, "limits"), now);
  const lists = new DeviceLists(database);
  const keys = new KeyPackages(database, now);
  const privacy = new PrivacySettings(database);
  const lock = new RegistrationLock(database, now);
  const secret = await loadSecret(database, "registration-codes");
  const pumping = new PumpingGuard({
    database,
    policy: options.pumping ?? DEFAULT_PUMPING,
    onAlarm: options.onPumping ?? (() => undefined),
    now,
  });
  const { countries = [] } = options;
  const registrations = new Registrations({
    database,
    limiter,
    limits,
    sms,
    pumping,
    countries,
    secret,
    host,
    now,
  });
  const limitsFor = accountLimits(limits, options.isBusiness ?? (async () => false));
  const lastSeen = new LastSeen(database, now);
  return {
    accounts: new Accounts({ database, registrations, lock, lists, hooks, stream, now }),
    registrations,
    vouchers: new Vouchers(database, secret, now),
    pumping,
    lock,
    devices: new Devices({ database, lists, hooks, stream, now }),
    lists,
    directory: lists,
    keys,
    privacy,
    lastSeen,
    limiter,
    limits,
    limitsFor,
    authenticate: authenticateWith(database, (principal) => lastSeen.touch(principal)),
    iqs: createAccountIqs({ database, lists, keys, privacy, limiter, limitsFor, hooks, now }),
    now,
  };
}
