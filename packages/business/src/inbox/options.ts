import type { Database } from "@culver/storage";
import type {
  Accounts,
  Devices,
  Engine,
  MediaStore,
  RepliesDesk,
  TemplateDesk,
  Templates,
} from "../model/index.ts";
import type { WebhookQueue } from "../webhooks/index.ts";

/** What the inbox stands on. */
export interface InboxOptions {
  /** Migrated with BUSINESS_MIGRATIONS. */
  readonly database: Database;
  readonly accounts: Accounts;
  readonly engine: Engine;
  readonly devices: Pick<Devices, "isOnline" | "onChange">;
  readonly media: Pick<MediaStore, "put" | "find" | "open" | "fetchLink">;
  readonly templates: Templates;
  readonly templateDesk: TemplateDesk;
  /** The file of an upload's handle: examples of templates are shown. */
  readonly uploads?: {
    open(handle: string): Promise<
      | {
          readonly upload: { readonly type: string; readonly filename?: string | undefined };
          readonly file: Blob;
        }
      | undefined
    >;
  };
  readonly repliesDesk: RepliesDesk;
  readonly webhooks: Pick<WebhookQueue, "desk" | "targets">;
  /** Where the page is, as agents have it in their browsers: links, passkeys and the check of origins go by it. */
  readonly publicUrl: string;
  /** Whether SMS can be sent from here. */
  readonly hasSms?: () => boolean;
  readonly tuning?: Partial<InboxTuning>;
  readonly log?: InboxLog;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Where faults are told, without content. */
export interface InboxLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** Figures of the inbox; times in milliseconds. */
export interface InboxTuning {
  /** A session that nobody uses ends. */
  readonly sessionIdleMs: number;
  /** Any session ends. */
  readonly sessionMs: number;
  readonly invitationMs: number;
  readonly challengeMs: number;
  /** Wrong passwords of one agent before there is a wait. */
  readonly freeTriesPerAgent: number;
  /** Wrong passwords from one address before there is a wait. */
  readonly freeTriesPerAddress: number;
  /** The first wait, doubled with each wrong password that follows… */
  readonly firstWaitMs: number;
  /** …up to this one. */
  readonly longestWaitMs: number;
  /** argon2id: memory in KiB and passes. */
  readonly passwordMemory: number;
  readonly passwordPasses: number;
  /** Below the idle time-outs of servers and proxies. */
  readonly heartbeatMs: number;
  /** Octets that may wait for a reader of live events before it is cut off. */
  readonly streamBuffer: number;
  /** Live events that one agent may have open at once. */
  readonly streamsPerAgent: number;
  /** How many messages, youngest first, a search looks at. */
  readonly searchDepth: number;
}

export const defaultInboxTuning: InboxTuning = {
  sessionIdleMs: 24 * 3_600_000,
  sessionMs: 14 * 24 * 3_600_000,
  invitationMs: 7 * 24 * 3_600_000,
  challengeMs: 5 * 60_000,
  freeTriesPerAgent: 5,
  freeTriesPerAddress: 20,
  firstWaitMs: 2_000,
  longestWaitMs: 15 * 60_000,
  passwordMemory: 65_536,
  passwordPasses: 2,
  heartbeatMs: 5_000,
  streamBuffer: 256 * 1024,
  streamsPerAgent: 20,
  searchDepth: 500_000,
};
