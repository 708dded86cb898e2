import { join } from "node:path";
import { maskAll, maskPasswords } from "./mask.ts";
import { domain, host, networks, origin } from "./network.ts";
import { oneOf, onOff, optional, someOf, text, wholeNumber } from "./schemas.ts";
import { type Known, setting } from "./setting.ts";
import { smsRoutes, smsSender } from "./sms.ts";
import { databaseAddress } from "./storage.ts";

/** Parts of Culver that a process may play. */
const ROLES = ["relay", "gateway", "web"] as const;

const LOG_LEVELS = ["debug", "info", "warn", "error", "fatal", "silent"] as const;

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
      "Carriers: smpp://id:password@host:port?prefix=+44&cost=1, several with commas; smpps:// for TLS.",
    schema: smsRoutes,
    fallback: "",
    mask: maskPasswords,
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
    fallback: ({ mode, text }) => (mode === "start" && text("smsRoutes") === "" ? "on" : "off"),
    fallbackWords: "on (start, without CULVER_SMS_ROUTES), off (serve)",
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
    meaning: "Sign-up codes per hour to numbers that share all but their last four digits.",
    schema: wholeNumber(1, 1_000_000),
    fallback: "100",
  }),
  roles: setting({
    env: "CULVER_ROLES",
    meaning: `What this process does, separated by commas: ${ROLES.join(", ")}.`,
    schema: someOf(ROLES),
    fallback: ROLES.join(","),
  }),
};

function defaultUrl({ text }: Known): string {
  const scheme = text("tlsCert") === "" ? "http" : "https";
  return new URL(`${scheme}://${text("domain")}:${text("port")}`).origin;
}
