import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Config, ConfigError, configTable, describeConfig, loadConfig } from "../src/config/index.ts";

const ROUTE = "smpp://id:secret@carrier.example:2775";

function problemsOf(
  argv: string[],
  env: Record<string, string>,
  mode: "start" | "serve" = "start",
): string[] {
  try {
    loadConfig(argv, env, mode);
  } catch (error) {
    if (error instanceof ConfigError) return [...error.problems];
    throw error;
  }
  return [];
}

describe("defaults", () => {
  test("of start: this machine alone, with the sandbox carrier", () => {
    expect(loadConfig([], {}, "start")).toEqual({
      mode: "start",
      port: 8080,
      host: "127.0.0.1",
      data: "./data",
      database: "sqlite:data/culver.db",
      domain: "localhost",
      tlsCert: undefined,
      tlsKey: undefined,
      url: "http://localhost:8080",
      trustedProxies: [],
      smsRoutes: [],
      smsRoutesFile: undefined,
      smsDatabase: "sqlite:data/sms.db",
      smsKeyFile: "data/sms.key",
      smsSender: "Culver",
      smsPool: Array.from({ length: 20 }, (_, n) => `+4477009009${80 + n}`),
      smsPeople: true,
      smsAllowed: [],
      smsPerHour: 60,
      smsPerDay: 300,
      smsMaxSegments: 10,
      smsUnknownReply: undefined,
      smsHelp: undefined,
      smsEncrypted: true,
      smsEncryptedPerDay: 20,
      smsEncryptedSegments: 8,
      smsOperator: "Culver",
      smsReplies: {},
      smsQuietHours: {},
      smsCountries: [],
      smsPumpingFloor: 20,
      smsPumpingPercent: 20,
      smsPumpingMinutes: 60,
      smsReceiptWebhook: undefined,
      smsReceiptSecret: undefined,
      smsCapture: undefined,
      smsCaptureContent: false,
      sandbox: true,
      logLevel: "warn",
      metricsToken: undefined,
      retentionDays: 30,
      mediaDays: 30,
      mediaMegabytesPerDay: 2048,
      commitWindowMs: 5,
      maxStanzaBytes: 262_144,
      messagesPerSecond: 500,
      resumptionMinutes: 5,
      registrationsPerNumber: 5,
      registrationsPerIp: 20,
      registrationsPerPrefix: 100,
      registrationsPerCountry: 500,
      roles: ["relay", "gateway", "web", "business"],
      server: undefined,
      businessDatabase: "sqlite:data/business.db",
      businessAllowHosts: ["localhost", "127.0.0.1", "[::1]"],
      businessWindowHours: 24,
      businessThroughput: 80,
      businessPairSeconds: 6,
      businessPairBurst: 45,
      businessTier: 250,
      businessManagementPerHour: 5_000,
      businessRefuseAtOnce: false,
      businessWebhookBatch: 1,
      businessWebhookTimeoutSeconds: 10,
      businessWebhookDays: 7,
      businessMediaDays: 30,
      businessGraphVersion: "v23.0",
      businessSmsLanguage: "en",
      businessTemplateApproval: true,
      businessTemplates: 6_000,
      businessTemplateEditsPerDay: 0,
      businessTemplateEditsPerMonth: 0,
      businessTemplateHoldDays: 30,
      businessRepliesTimeZone: "Etc/UTC",
      businessRepliesAwayHours: 12,
      businessRepliesPerTenMinutes: 10,
    } satisfies Config);
  });

  test("of serve: every interface, without it", () => {
    const { host, sandbox } = loadConfig([], {}, "serve");
    expect({ host, sandbox }).toEqual({ host: "0.0.0.0", sandbox: false });
  });

  test("follow the settings they are derived from", () => {
    const { database, url } = loadConfig(["--data", "/srv/culver", "--domain=chat.example.org"], {
      CULVER_PORT: "80",
    });
    expect(database).toBe("sqlite:/srv/culver/culver.db");
    expect(url).toBe("http://chat.example.org");
  });
});

test("rules of SMS are read", () => {
  const config = loadConfig([], {
    CULVER_SMS_QUIET_HOURS: "21:00-08:00, FR=20:00-10:30",
    CULVER_SMS_COUNTRIES: "de,AT",
    CULVER_SMS_SENDER: "+447700900123",
  });
  expect(config.smsQuietHours).toEqual({ "*": { from: 1260, to: 480 }, FR: { from: 1200, to: 630 } });
  expect(config.smsCountries).toEqual(["DE", "AT"]);
  expect(config.smsOperator).toBe("Culver");
  expect(loadConfig([], { CULVER_SMS_SENDER: "Acme" }).smsOperator).toBe("Acme");
});

describe("sources", () => {
  test("a flag wins over the environment, which wins over the default", () => {
    expect(loadConfig([], { CULVER_PORT: "81" }).port).toBe(81);
    expect(loadConfig(["--port", "82"], { CULVER_PORT: "81" }).port).toBe(82);
  });

  test("an empty variable counts as not given", () => {
    expect(loadConfig([], { CULVER_PORT: "" }).port).toBe(8080);
  });

  test("lists are split at commas", () => {
    const config = loadConfig([], { CULVER_TRUSTED_PROXIES: "10.0.0.0/8, ::1", CULVER_ROLES: "relay,web" });
    expect(config.trustedProxies).toEqual(["10.0.0.0/8", "::1/128"]);
    expect(config.roles).toEqual(["relay", "web"]);
  });
});

describe("problems", () => {
  test("are reported all at once, in plain words", () => {
    const env = { CULVER_PORT: "http", CULVER_URL: "https://a.example/path", CULVER_RETENTION_DAYS: "0" };
    expect(problemsOf(["--log-level", "loud"], env)).toEqual([
      'CULVER_PORT must be a whole number from 0 to 65535 (it is "http")',
      'CULVER_URL must be an address such as https://chat.example.org, with nothing after the host and port (it is "https://a.example/path")',
      'CULVER_LOG_LEVEL must be one of debug, info, warn, error, fatal, silent (it is "loud")',
      'CULVER_RETENTION_DAYS must be a whole number from 1 to 365 (it is "0")',
    ]);
  });

  test.each([
    ["CULVER_PORT", "65536"],
    ["CULVER_PORT", "-1"],
    ["CULVER_PORT", "8e3"],
    ["CULVER_HOST", "not a host"],
    ["CULVER_DATABASE", "mysql://x"],
    ["CULVER_DATABASE", "sqlite:"],
    ["CULVER_DOMAIN", "Chat.example.org"],
    ["CULVER_DOMAIN", "-a.example"],
    ["CULVER_URL", "ftp://example.org"],
    ["CULVER_URL", "https://user@example.org"],
    ["CULVER_TRUSTED_PROXIES", "10.0.0.0/33"],
    ["CULVER_TRUSTED_PROXIES", "proxy.example"],
    ["CULVER_SMS_ROUTES", "http://id:secret@host"],
    ["CULVER_SMS_SENDER", "a sender too long"],
    ["CULVER_SANDBOX", "perhaps"],
    ["CULVER_SMS_COUNTRIES", "DE,XX"],
    ["CULVER_SMS_COUNTRIES", "Germany"],
    ["CULVER_SMS_REPLIES", "/nowhere/replies.json"],
    ["CULVER_SMS_QUIET_HOURS", "21-8"],
    ["CULVER_SMS_QUIET_HOURS", "24:00-08:00"],
    ["CULVER_SMS_QUIET_HOURS", "XX=21:00-08:00"],
    ["CULVER_SMS_QUIET_HOURS", "21:00-08:00,22:00-09:00"],
    ["CULVER_SMS_PUMPING_PERCENT", "101"],
    ["CULVER_ROLES", "relay,cook"],
    ["CULVER_ROLES", "web"],
  ])("%s=%s is refused", (name, value) => {
    const problems = problemsOf([], { [name]: value }, "serve");
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
  });

  test("name a flag or variable that was probably meant", () => {
    expect(problemsOf(["--prot", "80"], { CULVER_DOMIAN: "example.org" })).toEqual([
      "CULVER_DOMIAN is no known setting; did you mean CULVER_DOMAIN?",
      "--prot is no known flag; did you mean --port?",
    ]);
  });

  test("of flags: no value, given twice, something left over", () => {
    expect(problemsOf(["--port"], {})).toEqual(["--port needs a value"]);
    expect(problemsOf(["--port", "1", "--port=2"], {})).toEqual(["--port is given twice"]);
    expect(problemsOf(["80"], {})).toHaveLength(1);
  });

  test("quote no secret", () => {
    const env = {
      CULVER_SMS_ROUTES: "smpp://id:hunter2@host/path",
      CULVER_DATABASE: "mysql://me:hunter2@host",
    };
    const problems = problemsOf([], env);
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toContain("hunter2");
  });

  test("of TLS: a lone file, a file that cannot be read", () => {
    const folder = mkdtempSync(join(tmpdir(), "culver-config-"));
    const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
    writeFileSync(cert, "");
    expect(problemsOf(["--tls-cert", cert], {})).toEqual([
      "CULVER_TLS_CERT and CULVER_TLS_KEY are only of use together",
    ]);
    expect(problemsOf(["--tls-cert", cert, "--tls-key", key], {})).toEqual([`${key} (TLS) cannot be read`]);
    writeFileSync(key, "");
    expect(loadConfig(["--tls-cert", cert, "--tls-key", key], {}).url).toBe("https://localhost:8080");
    rmSync(folder, { recursive: true });
  });
});

describe("the sandbox carrier", () => {
  test("is off as soon as there is a real one, even if asked for", () => {
    expect(loadConfig([], { CULVER_SMS_ROUTES: ROUTE }, "start").sandbox).toBe(false);
    expect(loadConfig([], { CULVER_SMS_ROUTES: ROUTE, CULVER_SANDBOX: "on" }, "start").sandbox).toBe(false);
  });

  test("refuses to run where others could reach it", () => {
    for (const env of [
      { CULVER_HOST: "0.0.0.0" },
      { CULVER_HOST: "::" },
      { CULVER_HOST: "192.0.2.1" },
      { CULVER_HOST: "127.0.0.1.example" },
      { CULVER_TRUSTED_PROXIES: "127.0.0.1" },
    ]) {
      const problems = problemsOf([], env);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain("sandbox");
      expect(problemsOf([], { ...env, CULVER_SANDBOX: "off" })).toEqual([]);
    }
    expect(problemsOf([], { CULVER_SANDBOX: "on" }, "serve")).toHaveLength(1);
  });

  test.each(["127.0.0.1", "127.9.9.9", "::1", "localhost"])("runs on %s", (host) => {
    expect(loadConfig(["--host", host], {}, "start").sandbox).toBe(true);
  });
});

describe("businesses", () => {
  test("work beside a relay, or for one elsewhere", () => {
    const apart = { CULVER_ROLES: "business,web", CULVER_SERVER: "https://chat.example.org" };
    expect(loadConfig([], apart).server).toBe("https://chat.example.org");
    expect(loadConfig(["--roles", "business", "--server", "http://10.0.0.1:8080/"], {}).roles).toEqual([
      "business",
    ]);
    expect(problemsOf([], { CULVER_ROLES: "business" }, "serve")[0]).toContain("needs CULVER_SERVER");
    expect(problemsOf([], { CULVER_SERVER: "https://chat.example.org" })[0]).toContain(
      "without the role relay",
    );
    expect(problemsOf([], { ...apart, CULVER_ROLES: "business,gateway" }, "serve")[0]).toContain(
      "needs relay",
    );
  });

  test("reach this machine in the sandbox alone, unless told", () => {
    expect(loadConfig([], { CULVER_SMS_ROUTES: ROUTE, CULVER_SANDBOX: "on" }).businessAllowHosts).toEqual([]);
    const given = { CULVER_BUSINESS_ALLOW_HOSTS: "Hooks.internal, 10.0.0.7:8080,[fd00::7]" };
    expect(loadConfig([], given).businessAllowHosts).toEqual([
      "hooks.internal",
      "10.0.0.7:8080",
      "[fd00::7]",
    ]);
    expect(problemsOf([], { CULVER_BUSINESS_ALLOW_HOSTS: "https://hooks" })[0]).toContain("must be hosts");
    expect(problemsOf([], { CULVER_BUSINESS_GRAPH_VERSION: "23" })[0]).toContain("such as v23.0");
    expect(problemsOf([], { CULVER_BUSINESS_REPLIES_TIME_ZONE: "Berlin" })[0]).toContain(
      "such as Europe/Berlin",
    );
  });

  test("keep what they know in PostgreSQL where the server does", () => {
    const database = "postgres://culver@db/culver";
    expect(loadConfig([], { CULVER_DATABASE: database }).businessDatabase).toBe(database);
  });
});

describe("numbers that people write from", () => {
  test("are the sandbox's own only while it is the carrier", () => {
    expect(loadConfig([], {}, "start").smsPool).toHaveLength(20);
    expect(loadConfig([], { CULVER_SANDBOX: "on", CULVER_SMS_ROUTES: ROUTE }).smsPool).toEqual([]);
    const given = {
      CULVER_SMS_ROUTES: ROUTE,
      CULVER_SMS_POOL: "+4915112345678,+4915112345670-+4915112345671",
    };
    expect(loadConfig([], given).smsPool).toEqual(["+4915112345678", "+4915112345670", "+4915112345671"]);
    expect(problemsOf([], { CULVER_SMS_POOL: "0151" })[0]).toContain("CULVER_SMS_POOL must be numbers");
    expect(problemsOf([], { CULVER_SMS_ALLOWED: "44" })[0]).toContain("CULVER_SMS_ALLOWED must be");
  });

  test("carriers are named in one place", () => {
    const both = { CULVER_SMS_ROUTES: ROUTE, CULVER_SMS_ROUTES_FILE: "routes.txt" };
    expect(problemsOf([], both)[0]).toContain("one of the two");
    expect(loadConfig([], { CULVER_SMS_ROUTES_FILE: "routes.txt" }, "start").sandbox).toBe(false);
  });
});

describe("describeConfig", () => {
  test("shows value, source, default and meaning of every setting", () => {
    const { settings, problems } = describeConfig(
      ["--port", "81"],
      { CULVER_DOMAIN: "example.org" },
      "start",
    );
    expect(problems).toEqual([]);
    expect(settings.find(({ name }) => name === "CULVER_PORT")).toEqual({
      name: "CULVER_PORT",
      flag: "--port",
      meaning: "TCP port for HTTP and WebSocket; 0 takes a free one.",
      default: "8080",
      value: "81",
      source: "flag",
      secret: false,
    });
    for (const setting of settings) expect(setting.meaning).toMatch(/^[A-Z].*/);
  });

  test("masks secrets", () => {
    const env = {
      CULVER_SMS_ROUTES: `${ROUTE},smpps://me:s%40cret@b.example`,
      CULVER_DATABASE: "postgres://culver:secret@db/culver",
      CULVER_METRICS_TOKEN: "secret",
    };
    const table = configTable(describeConfig([], env, "serve"));
    expect(table).not.toMatch(/secret|cret@/);
    expect(table).toContain("smpp://id:••••@carrier.example:2775,smpps://me:••••@b.example");
    expect(table).toContain("postgres://culver:••••@db/culver");
  });

  test("shows the sandbox as what it is when a carrier overrules it", () => {
    const { settings } = describeConfig([], { CULVER_SMS_ROUTES: ROUTE, CULVER_SANDBOX: "on" }, "start");
    expect(settings.find(({ name }) => name === "CULVER_SANDBOX")?.value).toBe("off");
  });

  test("still shows everything when something is wrong", () => {
    const { settings, problems } = describeConfig([], { CULVER_PORT: "x" }, "start");
    expect(problems).toHaveLength(1);
    expect(settings.find(({ name }) => name === "CULVER_PORT")?.value).toBe("x");
  });

  test("aligns its columns", () => {
    const [heading = "", ...rows] = configTable(describeConfig([], {}, "start")).split("\n");
    const column = heading.indexOf("MEANING");
    expect(rows.every((row) => row[column - 1] === " " && row[column] !== " ")).toBe(true);
  });
});
