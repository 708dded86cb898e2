import type { BinaryCodec } from "@culver/protocol";
import type { Database } from "@culver/storage";
import type { Logger } from "pino";
import type { DeviceDirectory } from "../devices/directory.ts";
import type { KeyPackages } from "../keys/key-packages.ts";
import type { LimitPolicies } from "../limits/policies.ts";
import type { RateLimiter } from "../limits/rate-limiter.ts";
import type { MailboxService } from "../mailbox/mailbox-service.ts";
import type { IqTable } from "../ports.ts";
import type { Stamp } from "../router/delivered.ts";
import type { Session } from "../stream/session.ts";
import type { SessionListener } from "../stream/sessions.ts";
import { type EncryptedSmsLimits, EncryptedSmsScheduler } from "./encrypted-sms.ts";
import { createSmsHome } from "./home.ts";
import type { EncryptedSmsPort, SmsHome, SmsLegPort } from "./ports.ts";
import { createSmsIqs } from "./sms-iqs.ts";
import { WaitingFrames } from "./waiting-frames.ts";
import { Wakes } from "./wakes.ts";

/** What this server does with phones. Nothing of it: SMS for people is refused as unavailable. */
export interface SmsServices {
  readonly leg?: SmsLegPort | undefined;
  readonly encrypted?: (EncryptedSmsLimits & { readonly port: EncryptedSmsPort }) | undefined;
}

export interface SmsSideOptions extends SmsServices {
  readonly database: Database;
  readonly directory: DeviceDirectory;
  readonly keys: KeyPackages;
  readonly limiter: RateLimiter;
  readonly limits: LimitPolicies;
  readonly mailboxes: MailboxService;
  readonly stamp: Stamp;
  readonly codec: BinaryCodec;
  readonly domain: string;
  readonly logger: Logger;
  readonly now: () => number;
}

/** SMS on the server, wired. */
export interface SmsSide extends SessionListener {
  readonly home: SmsHome;
  readonly iqs: IqTable;
  readonly scheduler: EncryptedSmsScheduler | undefined;
}

export function createSmsSide(options: SmsSideOptions): SmsSide {
  const { database, mailboxes, logger, now, leg, encrypted, limiter, limits } = options;
  const wakes = new Wakes(database);
  const scheduler =
    encrypted &&
    new EncryptedSmsScheduler({
      database,
      wakes,
      frames: new WaitingFrames(database, options.codec),
      mailboxes: mailboxes.mailboxes,
      port: encrypted.port,
      limits: encrypted,
      now,
      onFailure: (error) => logger.warn({ err: error }, "an encrypted SMS could not be handed over"),
    });
  const offline = ({ mailbox }: Session) => mailbox && scheduler?.offline(mailbox);
  return {
    home: createSmsHome(options),
    iqs: createSmsIqs({ leg, wakes, encrypted: scheduler, limiter, limits }),
    scheduler,
    attached: ({ mailbox }) => mailbox && scheduler?.online(mailbox),
    detached: offline,
    ended: offline,
  };
}
