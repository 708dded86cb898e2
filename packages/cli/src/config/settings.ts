import { join } from "node:path";
import { allowedHosts, graphVersion } from "./business.ts";
import { businessDesks } from "./business-desks.ts";
import { maskAll, maskPasswords } from "./mask.ts";
import { domain, host, networks, origin, postUrl } from "./network.ts";
import { oneOf, onOff, optional, someOf, text, wholeNumber } from "./schemas.ts";
import { type Known, setting } from "./setting.ts";
import { phonePrefixes, smsPool, smsRoutes, smsSender } from "./sms.ts";
import { countries, quietHours, ruleTexts } from "./sms-rules.ts";
import { databaseAddress } from "./storage.ts";

/** Parts of Culver that a process may play. */
const ROLES = ["relay", "gateway", "web", "business"] as const;

const LOG_LEVELS = ["debug", "info", "warn", "error", "fatal", "silent"] as const;

/** Of the numbers that Ofcom keeps for drama, those the sandbox lends to people. */
const SANDBOX_POOL = "+447700900980-+447700900999";

/** Where a bot that is being tried listens. */
const SANDBOX_HOSTS = "localhost,127.0.0.1,[::1]";

/** Every setting of the server, in the order in which an operator meets them. Defaults look only upward. */
export const settings = {
  port: setting({
    env: "CULVER_PORT",
    meaning: "TCP port for HTTP and WebSocket; 0 takes a free one.",
    schema: wholeNumber(0, 65_535),
    fallback: "8080",
  }),
  host: setting({
    env: "CULVER_HOST",
    meaning: "Address to listen on.",
    schema: host,
    fallback: ({ mode }) => (mode === "start" ? "127.0.0.1" : "0.0.0.0"),
    fallbackWords: "127.0.0.1 (start), 0.0.0.0 (serve)",
  }),
  data: setting({
    env: "CULVER_DATA",
    meaning: "Folder for the database, media and keys; made if missing.",
    schema: text("the path of a folder"),
    fallback: "./data",
  }),
  database: setting({
    env: "CULVER_DATABASE",
    meaning: "Where accounts and mailboxes are: sqlite:PATH or postgres://user:password@host/name.",
    schema: databaseAddress,
    fallback: (known) => `sqlite:${join(known.text("data"), "culver.db")}`,
    fallbackWords: "sqlite:culver.db in CULVER_DATA",
    mask: maskPasswords,
  }),
  domain: setting({
    env: "CULVER_DOMAIN",
    meaning: "Domain of every address of this server; cannot change once people have signed up.",
    schema: domain,
    fallback: "localhost",
  }),
  tlsCert: setting({
    env: "CULVER_TLS_CERT",
    meaning: "PEM file with the certificate chain, to serve HTTPS without a proxy.",
    schema: optional(text("the path of a file")),
    fallback: "",
  }),
  tlsKey: setting({
    env: "CULVER_TLS_KEY",
    meaning: "PEM file with the private key of CULVER_TLS_CERT.",
    schema: optional(text("the path of a file")),
    fallback: "",
  }),
  url: setting({
    env: "CULVER_URL",
    meaning: "Public address as browsers see it; pages of other origins are refused.",
    schema: origin,
    fallback: defaultUrl,
    fallbackWords: "CULVER_DOMAIN with CULVER_PORT, https with a certificate",
  }),
  trustedProxies: setting({
    env: "CULVER_TRUSTED_PROXIES",
    meaning: "Networks whose X-Forwarded-For is believed, for limits per IP: 10.0.0.0/8,::1",
    schema: networks,
    fallback: "",
  }),
  smsRoutes: setting({
    env: "CULVER_SMS_ROUTES",
    meaning:
      "Carriers: smpp://id:password@host:port?prefix=+44&cost=1, several with commas; smpps://, twilio:// too.",
    schema: smsRoutes,
    fallback: "",
    mask: maskPasswords,
  }),
  smsRoutesFile: setting({
    env: "CULVER_SMS_ROUTES_FILE",
    meaning:
      "File with the carriers instead, one a line, # for remarks; read again when it changes, and on SIGHUP.",
    schema: optional(text("the path of a file")),
    fallback: "",
  }),
  smsDatabase: setting({
    env: "CULVER_SMS_DATABASE",
    meaning: "Where texts wait for carriers: sqlite:PATH or postgres://user:password@host/name.",
    schema: databaseAddress,
    fallback: (known) => databaseBeside(known, "sms.db"),
    fallbackWords: "sqlite:sms.db in CULVER_DATA; CULVER_DATABASE if that is PostgreSQL",
    mask: maskPasswords,
  }),
  smsKeyFile: setting({
    env: "CULVER_SMS_KEY_FILE",
    meaning:
      "File with the 32 octets that seal what the SMS database keeps; made if missing. Not to be lost.",
    schema: text("the path of a file"),
    fallback: (known) => join(known.text("data"), "sms.key"),
    fallbackWords: "sms.key in CULVER_DATA",
  }),
  smsSender: setting({
    env: "CULVER_SMS_SENDER",
    meaning: "Name or number that codes are sent from.",
    schema: smsSender,
    fallback: "Culver",
  }),
  sandbox: setting({
    env: "CULVER_SANDBOX",
    meaning: "Make-believe carrier with its page of handsets; whoever can open that page owns every account.",
    schema: onOff,
    fallback: ({ mode, text }) =>
      mode === "start" && text("smsRoutes") === "" && text("smsRoutesFile") === "" ? "on" : "off",
    fallbackWords: "on (start, without CULVER_SMS_ROUTES), off (serve)",
  }),
  smsPool: setting({
    env: "CULVER_SMS_POOL",
    meaning:
      "Numbers that people write to phones from: +447700900900,+447700900910-+447700900919; none: nobody does.",
    schema: smsPool,
    fallback: (known) => (isSandbox(known) ? SANDBOX_POOL : ""),
    fallbackWords: `${SANDBOX_POOL} (sandbox), none`,
  }),
  smsPeople: setting({
    env: "CULVER_SMS_PEOPLE",
    meaning:
      "Whether people may write to phones that are not on Culver, from the numbers of CULVER_SMS_POOL.",
    schema: onOff,
    fallback: "on",
  }),
  smsAllowed: setting({
    env: "CULVER_SMS_ALLOWED",
    meaning: "Prefixes of numbers that people may write to: +44,+49; none: wherever carriers go.",
    schema: phonePrefixes,
    fallback: "",
  }),
  smsPerHour: setting({
    env: "CULVER_SMS_PER_HOUR",
    meaning: "Texts to phones that one account may write in an hour.",
    schema: wholeNumber(0, 1_000_000),
    fallback: "60",
  }),
  smsPerDay: setting({
    env: "CULVER_SMS_PER_DAY",
    meaning: "Texts to phones that one account may write in a day.",
    schema: wholeNumber(0, 1_000_000),
    fallback: "300",
  }),
  smsMaxSegments: setting({
    env: "CULVER_SMS_MAX_SEGMENTS",
    meaning: "Segments that a person's text to a phone may have.",
    schema: wholeNumber(1, 255),
    fallback: "10",
  }),
  smsUnknownReply: setting({
    env: "CULVER_SMS_UNKNOWN_REPLY",
    meaning: "What a phone is told, once, whose text to a number of the pool is for nobody; empty: nothing.",
    schema: optional(text("a text")),
    fallback: "",
  }),
  smsHelp: setting({
    env: "CULVER_SMS_HELP",
    meaning: "Web or mail address in the answer to HELP.",
    schema: optional(text("an address")),
    fallback: "",
  }),
  smsEncrypted: setting({
    env: "CULVER_SMS_ENCRYPTED",
    meaning:
      "Whether encrypted messages may go to a phone as data SMS when its device is offline and asked for it.",
    schema: onOff,
    fallback: "on",
  }),
  smsEncryptedPerDay: setting({
    env: "CULVER_SMS_ENCRYPTED_PER_DAY",
    meaning: "Messages a day that go to one account as data SMS.",
    schema: wholeNumber(0, 10_000),
    fallback: "20",
  }),
  smsEncryptedSegments: setting({
    env: "CULVER_SMS_ENCRYPTED_SEGMENTS",
    meaning: "Segments that such a message may have; larger ones wait for the app.",
    schema: wholeNumber(1, 255),
    fallback: "8",
  }),
  smsOperator: setting({
    env: "CULVER_SMS_OPERATOR",
    meaning: "Who runs this server, as named in the answers to STOP, START and HELP.",
    schema: text("a name"),
    fallback: ({ text }) => (/^\+?\d+$/.test(text("smsSender")) ? "Culver" : text("smsSender")),
    fallbackWords: "CULVER_SMS_SENDER if that is a name, or Culver",
  }),
  smsReplies: setting({
    env: "CULVER_SMS_REPLIES",
    meaning:
      'JSON file with answers to STOP, START and HELP in place of ours: {"en": {"stopped": "…", "resumed": "…", "help": "…"}}.',
    schema: ruleTexts,
    fallback: "",
  }),
  smsQuietHours: setting({
    env: "CULVER_SMS_QUIET_HOURS",
    meaning:
      "Local hours when notices and businesses' texts wait: 21:00-08:00,FR=20:00-10:00; codes and people never wait.",
    schema: quietHours,
    fallback: "",
  }),
  smsCountries: setting({
    env: "CULVER_SMS_COUNTRIES",
    meaning: "Countries whose numbers get sign-up codes, as ISO 3166 codes: DE,AT,CH; none: all.",
    schema: countries,
    fallback: "",
  }),
  smsPumpingFloor: setting({
    env: "CULVER_SMS_PUMPING_FLOOR",
    meaning: "Sign-up codes to one prefix in a day before hardly any of them entered closes it.",
    schema: wholeNumber(1, 1_000_000),
    fallback: "20",
  }),
  smsPumpingPercent: setting({
    env: "CULVER_SMS_PUMPING_PERCENT",
    meaning: "Percent of those codes that must be entered; 0 closes no prefix.",
    schema: wholeNumber(0, 100),
    fallback: "20",
  }),
  smsPumpingMinutes: setting({
    env: "CULVER_SMS_PUMPING_MINUTES",
    meaning: "Minutes that such a prefix is closed; each time again it is twice as long, up to a day.",
    schema: wholeNumber(1, 43_200),
    fallback: "60",
  }),
  smsReceiptWebhook: setting({
    env: "CULVER_SMS_RECEIPT_WEBHOOK",
    meaning:
      "Where receipts of carriers are posted to as JSON, in order, until they are taken; empty: nowhere.",
    schema: optional(postUrl),
    fallback: "",
  }),
  smsReceiptSecret: setting({
    env: "CULVER_SMS_RECEIPT_SECRET",
    meaning: "Signs them: X-Culver-Signature-256 is the HMAC-SHA-256 of the body.",
    schema: optional(text("a secret")),
    fallback: "",
    mask: maskAll,
  }),
  smsCapture: setting({
    env: "CULVER_SMS_CAPTURE",
    meaning:
      "File that every PDU to and from SMPP carriers is appended to, up to 64 MiB; numbers, texts and passwords masked. Empty: none.",
    schema: optional(text("the path of a file")),
    fallback: "",
  }),
  smsCaptureContent: setting({
    env: "CULVER_SMS_CAPTURE_CONTENT",
    meaning:
      "Whether that file has numbers, texts, codes and passwords as they are: for a fault that cannot be found otherwise.",
    schema: onOff,
    fallback: "off",
  }),
  logLevel: setting({
    env: "CULVER_LOG_LEVEL",
    meaning: `How much is logged: ${LOG_LEVELS.join(", ")}.`,
    schema: oneOf(LOG_LEVELS),
    fallback: ({ mode }) => (mode === "start" ? "warn" : "info"),
    fallbackWords: "warn (start), info (serve)",
  }),
  metricsToken: setting({
    env: "CULVER_METRICS_TOKEN",
    meaning: "Bearer token that /metrics asks for; without one it answers this machine alone.",
    schema: optional(text("a token")),
    fallback: "",
    mask: maskAll,
  }),
  retentionDays: setting({
    env: "CULVER_RETENTION_DAYS",
    meaning: "Days that a message waits for a device before it is dropped.",
    schema: wholeNumber(1, 365),
    fallback: "30",
  }),
  mediaDays: setting({
    env: "CULVER_MEDIA_DAYS",
    meaning: "Days that an uploaded file is kept; those behind links in SMS are kept 7 at most.",
    schema: wholeNumber(1, 30),
    fallback: "30",
  }),
  mediaMegabytesPerDay: setting({
    env: "CULVER_MEDIA_MB_PER_DAY",
    meaning: "MiB of files that one account may upload in a day.",
    schema: wholeNumber(1, 1_000_000),
    fallback: "2048",
  }),
  commitWindowMs: setting({
    env: "CULVER_COMMIT_WINDOW_MS",
    meaning: "Milliseconds over which writes are gathered into one commit.",
    schema: wholeNumber(0, 1000),
    fallback: "5",
  }),
  maxStanzaBytes: setting({
    env: "CULVER_MAX_STANZA_BYTES",
    meaning: "Largest stanza accepted, in bytes; longer ones end the stream.",
    schema: wholeNumber(10_000, 16_777_216),
    fallback: "262144",
  }),
  messagesPerSecond: setting({
    env: "CULVER_MESSAGES_PER_SECOND",
    meaning: "Messages a second of one device, once it has used up a burst of 20,000 or as many as this.",
    schema: wholeNumber(1, 1_000_000),
    fallback: "500",
  }),
  resumptionMinutes: setting({
    env: "CULVER_RESUMPTION_MINUTES",
    meaning: "Minutes that a dropped session can be resumed.",
    schema: wholeNumber(0, 1440),
    fallback: "5",
  }),
  registrationsPerNumber: setting({
    env: "CULVER_REGISTRATIONS_PER_NUMBER",
    meaning: "Sign-up codes per hour to one number.",
    schema: wholeNumber(1, 1_000_000),
    fallback: "5",
  }),
  registrationsPerIp: setting({
    env: "CULVER_REGISTRATIONS_PER_IP",
    meaning: "Sign-up codes per hour from one IP address (IPv6: one /64).",
    schema: wholeNumber(1, 1_000_000),
    fallback: "20",
  }),
  registrationsPerPrefix: setting({
    env: "CULVER_REGISTRATIONS_PER_PREFIX",
    meaning: "Sign-up codes per hour to numbers that begin with the same seven digits.",
    schema: wholeNumber(1, 1_000_000),
    fallback: "100",
  }),
  registrationsPerCountry: setting({
    env: "CULVER_REGISTRATIONS_PER_COUNTRY",
    meaning: "Sign-up codes per hour to numbers of one country.",
    schema: wholeNumber(1, 1_000_000),
    fallback: "500",
  }),
  roles: setting({
    env: "CULVER_ROLES",
    meaning: `What this process does, separated by commas: ${ROLES.join(", ")}; business alone or with web works for a relay elsewhere.`,
    schema: someOf(ROLES),
    fallback: ROLES.join(","),
  }),
  server: setting({
    env: "CULVER_SERVER",
    meaning: "The relay that a process without the role relay belongs to: https://chat.example.org.",
    schema: optional(origin),
    fallback: "",
  }),
  businessDatabase: setting({
    env: "CULVER_BUSINESS_DATABASE",
    meaning:
      "Where businesses' accounts, messages and webhooks are: sqlite:PATH or postgres://user:password@host/name.",
    schema: databaseAddress,
    fallback: (known) => databaseBeside(known, "business.db"),
    fallbackWords: "sqlite:business.db in CULVER_DATA; CULVER_DATABASE if that is PostgreSQL",
    mask: maskPasswords,
  }),
  businessAllowHosts: setting({
    env: "CULVER_BUSINESS_ALLOW_HOSTS",
    meaning:
      "Hosts that webhooks and media by link may reach although they are private, with http too: hooks.internal,10.0.0.7:8080. In the sandbox a bot on this machine gets its webhooks.",
    schema: allowedHosts,
    fallback: (known) => (isSandbox(known) ? SANDBOX_HOSTS : ""),
    fallbackWords: `${SANDBOX_HOSTS} (sandbox), none`,
  }),
  businessWindowHours: setting({
    env: "CULVER_BUSINESS_WINDOW_HOURS",
    meaning:
      "Hours after a customer's last message in which a business may send anything; then templates alone.",
    schema: wholeNumber(1, 8_760),
    fallback: "24",
  }),
  businessThroughput: setting({
    env: "CULVER_BUSINESS_THROUGHPUT",
    meaning: "Messages a second of one business number, in and out.",
    schema: wholeNumber(1, 1_000_000),
    fallback: "80",
  }),
  businessPairSeconds: setting({
    env: "CULVER_BUSINESS_PAIR_SECONDS",
    meaning: "Seconds between two messages of a business to the same customer; 0: no limit.",
    schema: wholeNumber(0, 86_400),
    fallback: "6",
  }),
  businessPairBurst: setting({
    env: "CULVER_BUSINESS_PAIR_BURST",
    meaning: "Messages to the same customer at once, borrowed from the seconds that follow.",
    schema: wholeNumber(1, 100_000),
    fallback: "45",
  }),
  businessTier: setting({
    env: "CULVER_BUSINESS_TIER",
    meaning: "Customers in 24 hours whom a business writes to outside their window; 0: no limit.",
    schema: wholeNumber(0, 1_000_000_000),
    fallback: "250",
  }),
  businessManagementPerHour: setting({
    env: "CULVER_BUSINESS_MANAGEMENT_PER_HOUR",
    meaning: "Calls an hour of one app that are not messages; 0: no limit.",
    schema: wholeNumber(0, 1_000_000_000),
    fallback: "5000",
  }),
  businessRefuseAtOnce: setting({
    env: "CULVER_BUSINESS_REFUSE_AT_ONCE",
    meaning: "Whether a send outside the window is refused by its answer instead of by a failed status.",
    schema: onOff,
    fallback: "off",
  }),
  businessWebhookBatch: setting({
    env: "CULVER_BUSINESS_WEBHOOK_BATCH",
    meaning:
      "Events in one webhook, at most. Much software reads only the first, so more is for receivers that read all.",
    schema: wholeNumber(1, 1_000),
    fallback: "1",
  }),
  businessWebhookTimeoutSeconds: setting({
    env: "CULVER_BUSINESS_WEBHOOK_TIMEOUT_SECONDS",
    meaning: "Seconds that a webhook's receiver may take to answer.",
    schema: wholeNumber(1, 300),
    fallback: "10",
  }),
  businessWebhookDays: setting({
    env: "CULVER_BUSINESS_WEBHOOK_DAYS",
    meaning: "Days for which a webhook that is not taken is tried again.",
    schema: wholeNumber(1, 90),
    fallback: "7",
  }),
  businessMediaDays: setting({
    env: "CULVER_BUSINESS_MEDIA_DAYS",
    meaning: "Days that files a business has uploaded are kept.",
    schema: wholeNumber(1, 3_650),
    fallback: "30",
  }),
  businessGraphVersion: setting({
    env: "CULVER_BUSINESS_GRAPH_VERSION",
    meaning:
      "Version of the Cloud API that webhooks, and answers to calls without a version, are written for.",
    schema: graphVersion,
    fallback: "v23.0",
  }),
  ...businessDesks,
};

/** A carrier of flesh and blood ends the make-believe one, even where it is asked for. */
function isSandbox({ text }: Known): boolean {
  return text("sandbox") === "on" && text("smsRoutes") === "" && text("smsRoutesFile") === "";
}

function databaseBeside({ text }: Known, file: string): string {
  const database = text("database");
  return database.startsWith("sqlite:") ? `sqlite:${join(text("data"), file)}` : database;
}

function defaultUrl({ text }: Known): string {
  const scheme = text("tlsCert") === "" ? "http" : "https";
  return new URL(`${scheme}://${text("domain")}:${text("port")}`).origin;
}
