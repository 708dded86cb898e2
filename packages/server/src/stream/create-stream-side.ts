import type { Database } from "@culver/storage";
import type { Logger } from "pino";
import type { Authenticate } from "../accounts/authenticate.ts";
import type { DeviceDirectory } from "../devices/directory.ts";
import { Conversations } from "../groups/conversations.ts";
import { DeliveryService } from "../groups/delivery-service.ts";
import { createGroupIqs } from "../groups/group-iqs.ts";
import { Membership } from "../groups/membership.ts";
import { Notices } from "../groups/notices.ts";
import type { KeyPackages } from "../keys/key-packages.ts";
import type { LimitPolicies } from "../limits/policies.ts";
import type { RateLimiter } from "../limits/rate-limiter.ts";
import { MailboxService } from "../mailbox/mailbox-service.ts";
import type { IqTable } from "../ports.ts";
import { LastSeenTimes } from "../presence/last-seen-times.ts";
import { Presences } from "../presence/presences.ts";
import type { PrivacySettings } from "../privacy/privacy-settings.ts";
import { Stamp } from "../router/delivered.ts";
import { Messages } from "../router/messages.ts";
import { Router } from "../router/router.ts";
import { createSmsSide, type SmsServices, type SmsSide } from "../sms/create-sms-side.ts";
import { Session } from "./session.ts";
import { SessionListeners } from "./session-listeners.ts";
import { StreamDoor } from "./stream-door.ts";
import type { StreamLimits } from "./stream-options.ts";

export interface StreamSideOptions {
  readonly database: Database;
  readonly domain: string;
  readonly publicUrl: URL;
  readonly limits: StreamLimits;
  readonly commitWindowMs: number;
  readonly logger: Logger;
  readonly now: () => number;
  readonly authenticate: Authenticate;
  readonly directory: DeviceDirectory;
  readonly privacy: PrivacySettings;
  readonly iqs: IqTable;
  readonly keys: KeyPackages;
  readonly limiter: RateLimiter;
  readonly accountLimits: LimitPolicies;
  readonly sms: SmsServices;
}

/** The relay proper, wired. */
export interface StreamSide {
  readonly door: StreamDoor;
  readonly router: Router;
  readonly mailboxes: MailboxService;
  readonly conversations: Conversations;
  readonly membership: Membership;
  readonly notices: Notices;
  readonly presences: Presences;
  readonly times: LastSeenTimes;
  readonly sms: SmsSide;
}

export async function createStreamSide(options: StreamSideOptions): Promise<StreamSide> {
  const { database, domain, publicUrl, limits, logger, now, directory } = options;
  const mailboxes = await MailboxService.open({
    database,
    now,
    commitWindowMs: options.commitWindowMs,
    maxStored: limits.maxStored,
    onCommitFailure: (error) => logger.error({ err: error }, "group commit failed"),
    onReadFailure: (reader, error) => {
      logger.error({ err: error }, "a mailbox could not be read");
      if (reader instanceof Session) reader.abort();
    },
  });
  const conversations = new Conversations(database, directory, mailboxes, domain);
  const membership = new Membership(database);
  const times = new LastSeenTimes(database);
  const presences = new Presences({ domain, membership, privacy: options.privacy, times, now });
  const listeners = new SessionListeners(presences);
  const door = new StreamDoor({
    domain,
    publicUrl,
    limits,
    mailboxes,
    authenticate: options.authenticate,
    listener: listeners,
    logger,
    now,
  });
  const stamp = new Stamp(door.codec, domain, now);
  const groups = new DeliveryService({
    database,
    directory,
    mailboxes,
    conversations,
    membership,
    stamp,
    domain,
    onCreated: (accounts) => presences.introduce(accounts),
  });
  const messages = new Messages({
    domain,
    limits,
    conversations,
    mailboxes,
    sessions: door.sessions,
    stamp,
  });
  const sms = createSmsSide({
    ...options.sms,
    database,
    directory,
    keys: options.keys,
    limiter: options.limiter,
    limits: options.accountLimits,
    mailboxes,
    stamp,
    codec: door.codec,
    domain,
    logger,
    now,
  });
  listeners.add(sms);
  const router = new Router({
    domain,
    limits,
    counters: door.counters,
    messages,
    presences,
    iqs: [options.iqs, createGroupIqs(groups), sms.iqs],
    logger,
  });
  door.handleWith(router);
  const notices = new Notices(database, directory, mailboxes, stamp, domain);
  return { door, router, mailboxes, conversations, membership, notices, presences, times, sms };
}
