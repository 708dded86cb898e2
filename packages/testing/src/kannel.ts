import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./port.ts";

const START_MS = 15_000;
const STOP_MS = 5_000;
const LOOK_EVERY_MS = 50;

export interface KannelOptions {
  /** An SMSC on loopback. */
  readonly smsc: { readonly port: number; readonly systemId: string; readonly password: string };
  /** One transceiver, or a transmitter and a receiver. */
  readonly mode?: "trx" | "split";
  /** Unanswered submit_sm at once. Kannel's own default is 10. */
  readonly window?: number;
  /** Messages wait in files instead of in memory. */
  readonly spool?: boolean;
  /** Told of every text that a phone sends, as a GET with its parameters. */
  readonly onText?: (parameters: URLSearchParams) => void;
  /** Told of every delivery report. `kind` is Kannel's: 1 delivered, 2 failed, 8 accepted by the SMSC, 16 refused. */
  readonly onReport?: (report: { readonly id: string; readonly kind: number }) => void;
}

/** A message as Kannel's sendsms interface takes it. */
export interface KannelMessage {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** Kannel is not installed. */
export class NoKannelError extends Error {
  override readonly name = "NoKannelError";
}

/** Whether bearerbox and smsbox are on this machine. */
export function hasKannel(): boolean {
  return program("bearerbox") !== null && program("smsbox") !== null;
}

function program(name: string): string | null {
  return Bun.which(name, { PATH: `${process.env.PATH ?? ""}:/usr/sbin` });
}

/** Kannel (bearerbox and smsbox) on loopback, its files in a temporary folder; both end with the object. */
export class Kannel implements AsyncDisposable {
  readonly #folder: string;
  readonly #processes: readonly Bun.Subprocess[];
  readonly #reports: Bun.Server<undefined>;
  readonly #sendUrl: string;
  readonly #adminUrl: string;

  private constructor(
    folder: string,
    processes: readonly Bun.Subprocess[],
    reports: Bun.Server<undefined>,
    sendUrl: string,
    adminUrl: string,
  ) {
    this.#folder = folder;
    this.#processes = processes;
    this.#reports = reports;
    this.#sendUrl = sendUrl;
    this.#adminUrl = adminUrl;
  }

  /** Resolves when Kannel is bound to the SMSC and takes messages. @throws NoKannelError */
  static async start(options: KannelOptions): Promise<Kannel> {
    const bearerbox = program("bearerbox");
    const smsbox = program("smsbox");
    if (bearerbox === null || smsbox === null)
      throw new NoKannelError("bearerbox and smsbox are not installed");
    const folder = mkdtempSync(join(tmpdir(), "culver-kannel-"));
    const [admin, boxes, send] = [await freePort(), await freePort(), await freePort()];
    const reports = listen(options);
    const file = join(folder, "kannel.conf");
    writeFileSync(file, configuration(options, { folder, admin, boxes, send, reports: reports.port ?? 0 }));
    const run = (name: string) =>
      Bun.spawn([name, "-v", "4", file], {
        cwd: folder,
        stdin: "ignore",
        stdout: "ignore",
        stderr: "ignore",
      });
    const processes = [run(bearerbox)];
    const kannel = new Kannel(
      folder,
      processes,
      reports,
      `http://127.0.0.1:${send}/cgi-bin/sendsms`,
      `http://127.0.0.1:${admin}`,
    );
    try {
      const wanted = options.mode === "split" ? 2 : 1;
      await until(async () => (await kannel.status()).split("(online").length > wanted, "bind");
      processes.push(run(smsbox));
      await until(async () => /smsbox:.*on-line/.test(await kannel.status()), "take messages");
      return kannel;
    } catch (error) {
      await kannel[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Resolves when Kannel has taken the message. @throws when it has not. */
  async send({ id, from, to, text }: KannelMessage): Promise<void> {
    const query = new URLSearchParams({
      username: "culver",
      password: "culver",
      from,
      to,
      text,
      charset: "UTF-8",
      coding: /^[\x20-\x7e\n]*$/.test(text) ? "0" : "2",
      "dlr-mask": "31",
      "dlr-url": `${this.#reports.url.origin}/report?id=${encodeURIComponent(id)}&kind=%d`,
    });
    const response = await fetch(`${this.#sendUrl}?${query}`);
    const answer = await response.text();
    if (response.status !== 202) throw new Error(`Kannel answered ${response.status}: ${answer}`);
  }

  /** Its status page as text. */
  async status(): Promise<string> {
    return (await fetch(`${this.#adminUrl}/status.txt?password=culver`)).text();
  }

  /** Processor time that its processes have used, microseconds; undefined where /proc is missing. */
  async cpu(): Promise<number | undefined> {
    const ticks = await Promise.all(this.#processes.map(({ pid }) => ticksOf(pid)));
    return ticks.every((t) => t !== undefined) ? ticks.reduce((a, b) => a + (b ?? 0), 0) * 10_000 : undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // smsbox first: it ends badly without its bearerbox.
    for (const child of [...this.#processes].reverse()) {
      child.kill("SIGTERM");
      await Promise.race([child.exited, Bun.sleep(STOP_MS).then(() => child.kill("SIGKILL"))]);
      await child.exited;
    }
    await this.#reports.stop(true);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function ticksOf(pid: number): Promise<number | undefined> {
  const stat = await Bun.file(`/proc/${pid}/stat`)
    .text()
    .catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields === undefined ? undefined : Number(fields[11]) + Number(fields[12]);
}

function listen({ onText, onReport }: KannelOptions): Bun.Server<undefined> {
  return Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      const { pathname, searchParams } = new URL(request.url);
      if (pathname === "/report") {
        onReport?.({ id: searchParams.get("id") ?? "", kind: Number(searchParams.get("kind")) });
      } else onText?.(searchParams);
      return new Response("");
    },
  });
}

interface Places {
  readonly folder: string;
  readonly admin: number;
  readonly boxes: number;
  readonly send: number;
  readonly reports: number;
}

function configuration(options: KannelOptions, { folder, admin, boxes, send, reports }: Places): string {
  const { smsc, mode = "trx", window = 10, spool = false } = options;
  const bind = [
    "group = smsc",
    "smsc = smpp",
    "smsc-id = culver",
    "host = 127.0.0.1",
    `smsc-username = ${smsc.systemId}`,
    `smsc-password = ${smsc.password}`,
    'system-type = ""',
    "interface-version = 34",
    `max-pending-submits = ${window}`,
    "source-addr-autodetect = true",
    "dest-addr-ton = 1",
    "dest-addr-npi = 1",
    "reconnect-delay = 1",
  ];
  // One group with two ports is refused; of two groups with two ids either would get the other's reports.
  const binds =
    mode === "trx"
      ? [[...bind, `port = ${smsc.port}`, "transceiver-mode = true"]]
      : [
          [...bind, `port = ${smsc.port}`],
          [...bind, `receive-port = ${smsc.port}`],
        ];
  return groups([
    [
      "group = core",
      `admin-port = ${admin}`,
      "admin-password = culver",
      'admin-interface = "127.0.0.1"',
      "admin-allow-ip = 127.0.0.1",
      `smsbox-port = ${boxes}`,
      'smsbox-interface = "127.0.0.1"',
      "dlr-storage = internal",
      "sms-resend-freq = 1",
      ...(spool ? ["store-type = spool", `store-location = "${folder}"`] : []),
    ],
    ...binds,
    [
      "group = smsbox",
      "bearerbox-host = 127.0.0.1",
      `sendsms-port = ${send}`,
      'sendsms-interface = "127.0.0.1"',
      "mo-recode = true",
    ],
    [
      "group = sendsms-user",
      "username = culver",
      "password = culver",
      "max-messages = 20",
      "concatenation = true",
    ],
    [
      "group = sms-service",
      "keyword = default",
      `get-url = "http://127.0.0.1:${reports}/text?from=%p&to=%P&text=%a"`,
      "max-messages = 0",
      "catch-all = true",
    ],
  ]);
}

function groups(all: readonly (readonly string[])[]): string {
  return all.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + START_MS;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > end) throw new Error(`Kannel did not ${what} within ${START_MS / 1000} s`);
    await Bun.sleep(LOOK_EVERY_MS);
  }
}
