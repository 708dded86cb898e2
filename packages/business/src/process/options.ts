import type { Database } from "@culver/storage";
import type { BusinessLog, DevicesOptions } from "../devices/index.ts";
import type { LibrarySettings } from "../library/index.ts";
import type { BusinessLimits, RelayPort } from "../model/index.ts";
import type { OutgoingOptions } from "../outgoing/index.ts";
import type { RepliesSettings } from "../replies/index.ts";
import type { WebhookTuning } from "../webhooks/index.ts";

export interface BusinessOptions {
  /** Is migrated. One process at a time may have a business's database open; a second one is refused. */
  readonly database: Database;
  /** A folder for what is no table: media, and the devices' stores where the database is SQLite. */
  readonly directory: string;
  /** The relay's address, "https://chat.example.org". */
  readonly serverUrl: string;
  /** Where software and agents reach this process. */
  readonly publicUrl: URL;
  /** Where the relay is in the same process: numbers are signed up by its word instead of an SMS. */
  readonly relay?: RelayPort | undefined;
  /** Section 7's figures; those of the specification unless told. */
  readonly limits?: Partial<BusinessLimits> | undefined;
  /** Hosts (`host` or `host:port`) that webhooks and media by link may reach although they are private. */
  readonly allow?: readonly string[] | undefined;
  /** For receivers and links, besides `allow`. */
  readonly reach?: Pick<OutgoingOptions, "resolve" | "ca"> | undefined;
  readonly webhooks?: Partial<WebhookTuning> | undefined;
  /** How templates are kept; every figure has a default. */
  readonly templates?: Partial<LibrarySettings> | undefined;
  /** Limits of automatic replies; every figure has a default. */
  readonly replies?: Partial<RepliesSettings> | undefined;
  /** Days for which uploaded media are kept. Default 30. */
  readonly mediaDays?: number | undefined;
  /** The language of the words around content in SMS: "de", "pt_BR". Default English. */
  readonly smsLanguage?: string | undefined;
  /** The Graph version that answers and values are written for. Default "v23.0". */
  readonly version?: string | undefined;
  /** Who bears it may use /business/admin. */
  readonly operatorToken: string;
  /** Whether a caller is on this machine, without a proxy between. `peer`: the connection's address. */
  readonly isLocal: (request: Request, peer: string) => boolean;
  /** Who is calling, where proxies that are trusted tell it. Default: `peer`. */
  readonly addressOf?: ((request: Request, peer: string) => string) | undefined;
  /** Whether the relay passes texts on to phones. Default: it does, or refuses each with the reason. */
  readonly hasSms?: (() => boolean) | undefined;
  /** Never given content, numbers, tokens or codes. */
  readonly log?: BusinessLog | undefined;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
  /** For what a device needs from its runtime. */
  readonly client?: DevicesOptions["client"];
}

/** A version as answers have it, and its first number. @throws RangeError */
export function majorOf(version: string): number {
  const major = Number(/^v([1-9][0-9]?)\.[0-9]{1,2}$/.exec(version)?.[1]);
  if (Number.isInteger(major)) return major;
  throw new RangeError("a Graph version is v23.0 or the like");
}
