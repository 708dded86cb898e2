import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@culver/testing/port";
import type { Sandbox } from "../src/index.ts";
import { until } from "./support.ts";

const folder = ["/usr/sbin", "/usr/local/sbin"].find((path) =>
  ["bearerbox", "smsbox"].every((name) => existsSync(join(path, name))),
);

/** Whether Kannel is installed. */
export const hasKannel = folder !== undefined;

/** What Kannel's smsbox told us over HTTP. */
export interface Told {
  readonly texts: { readonly from: string; readonly to: string; readonly text: string }[];
  /** type: 1 delivered, 2 failed, 4 queued, 8 handed to the carrier, 16 refused by it. */
  readonly reports: { readonly id: string; readonly type: number; readonly answer: string }[];
}

export interface Kannel extends AsyncDisposable {
  readonly told: Told;
  /** Hands a text to smsbox. Reports come with `id`. */
  send(id: string, to: string, from: string, text: string): Promise<string>;
}

interface Ports {
  readonly admin: number;
  readonly box: number;
  readonly sendsms: number;
  readonly callback: number;
}

function configuration(sandbox: Sandbox, split: boolean, ports: Ports, home: string): string {
  const { username, password, port } = new URL(sandbox.route);
  const group = (name: string, values: Record<string, string | number>) =>
    [`group = ${name}`, ...Object.entries(values).map(([key, value]) => `${key} = "${value}"`)].join("\n");
  const bind = {
    smsc: "smpp",
    "smsc-id": "culver",
    host: "127.0.0.1",
    "smsc-username": username,
    "smsc-password": decodeURIComponent(password),
    "system-type": "",
    "interface-version": 34,
    "reconnect-delay": 1,
    "source-addr-autodetect": "yes",
    "dest-addr-ton": 1,
    "dest-addr-npi": 1,
  };
  return `${[
    group("core", {
      "admin-port": ports.admin,
      "admin-interface": "127.0.0.1",
      "admin-password": "admin",
      "smsbox-port": ports.box,
      "smsbox-interface": "127.0.0.1",
      "box-allow-ip": "127.0.0.1",
      "box-deny-ip": "*.*.*.*",
      "log-file": join(home, "bearerbox.log"),
      "log-level": 1,
      "dlr-storage": "internal",
      "sms-resend-freq": 1,
    }),
    // One group with two ports is refused; of two groups with one id either gets the other's reports.
    ...(split
      ? [group("smsc", { ...bind, port }), group("smsc", { ...bind, "receive-port": port })]
      : [group("smsc", { ...bind, port, "transceiver-mode": "true" })]),
    group("smsbox", {
      "bearerbox-host": "127.0.0.1",
      "sendsms-port": ports.sendsms,
      "sendsms-interface": "127.0.0.1",
      "log-file": join(home, "smsbox.log"),
      "log-level": 1,
      "mo-recode": "true",
    }),
    group("sendsms-user", {
      username: "culver",
      password: "culver",
      "max-messages": 20,
      concatenation: "true",
    }),
    group("sms-service", {
      keyword: "default",
      "get-url": `http://127.0.0.1:${ports.callback}/text?from=%p&to=%P&text=%a`,
      "max-messages": 0,
      "catch-all": "yes",
    }),
  ].join("\n\n")}\n`;
}

/** Ends a process by its own id and waits until it has gone. */
function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(() => child.kill("SIGKILL"), 5000);
    child.once("exit", () => {
      clearTimeout(late);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

const start = (program: string, home: string) =>
  spawn(join(folder ?? "", program), [join(home, "kannel.conf")], { cwd: home, stdio: "ignore" });

/**
 * Kannel's two programs as a client of the sandbox, on loopback, in a temporary folder.
 * @param split one bind that sends and one that receives, instead of a transceiver.
 */
export async function startKannel(sandbox: Sandbox, split: boolean): Promise<Kannel> {
  const told: Told = { texts: [], reports: [] };
  const callback = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      const { pathname, searchParams } = new URL(request.url);
      const value = (name: string) => searchParams.get(name) ?? "";
      if (pathname === "/text")
        told.texts.push({ from: value("from"), to: value("to"), text: value("text") });
      else told.reports.push({ id: value("id"), type: Number(value("type")), answer: value("answer") });
      return new Response("");
    },
  });
  const [admin, box, sendsms] = [await freePort(), await freePort(), await freePort()];
  const home = await mkdtemp(join(tmpdir(), "culver-kannel-"));
  const ports = { admin, box, sendsms, callback: callback.port ?? 0 };
  await writeFile(join(home, "kannel.conf"), configuration(sandbox, split, ports, home));
  const status = () =>
    fetch(`http://127.0.0.1:${admin}/status.txt?password=admin`).then(
      (response) => response.text(),
      () => "",
    );
  const bearerbox = start("bearerbox", home);
  const running = [bearerbox];
  const end = async () => {
    // smsbox first: it would call for a bearerbox that has gone.
    for (const child of running.toReversed()) await stop(child);
    await callback.stop(true);
    await rm(home, { recursive: true, force: true });
  };
  try {
    await until(async () => (await status()).split("(online").length - 1 === (split ? 2 : 1), 15_000);
    running.push(start("smsbox", home));
    await until(async () => /smsbox:.*on-line/.test(await status()), 15_000);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    told,
    async send(id, to, from, text) {
      const parameters = new URLSearchParams({
        username: "culver",
        password: "culver",
        to,
        from,
        text,
        charset: "UTF-8",
        // 0 is GSM-7, 2 is UCS-2.
        coding: /^[\u0020-\u007f\n]*$/.test(text) ? "0" : "2",
        "dlr-mask": "31",
        "dlr-url": `http://127.0.0.1:${ports.callback}/report?id=${id}&type=%d&answer=%A`,
      });
      return (await fetch(`http://127.0.0.1:${sendsms}/cgi-bin/sendsms?${parameters}`)).text();
    },
    [Symbol.asyncDispose]: end,
  };
}
