import { readFileSync, unwatchFile, watchFile } from "node:fs";
import type { createTwilioCarriers, SmsLog, SmsRoutes } from "@culver/sms";
import { parseSmsRoutes, type Route } from "../config/sms.ts";

/** How often the file is looked at, milliseconds. */
const WATCH_MS = 2_000;

type TwilioCarriers = ReturnType<typeof createTwilioCarriers>;

/** The carriers in a file: one or several a line, lines that begin with # are remarks. @throws RouteError */
export function readRoutes(path: string): readonly Route[] {
  const lines = readFileSync(path, "utf8")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return parseSmsRoutes(lines.join(","));
}

/** Routes as the gateway takes them. */
export function sourcesFor(routes: readonly Route[], twilio: TwilioCarriers): SmsRoutes {
  return routes.map((route) => (route.scheme === "twilio" ? twilio.source(route) : route));
}

/** Calls `reload` when the file changes and when the process gets SIGHUP. What it rejects with is logged. */
export function watchRoutes(path: string, reload: () => Promise<void>, log: SmsLog): Disposable {
  const again = (): void => {
    reload().then(
      () => log.info({}, "the carriers have been read again"),
      // The error of a route names its place and what is wrong, never a password.
      (error: unknown) => log.warn({ err: error }, "the carriers could not be read again; the old ones stay"),
    );
  };
  watchFile(path, { interval: WATCH_MS, persistent: false }, again);
  process.on("SIGHUP", again);
  return {
    [Symbol.dispose]() {
      unwatchFile(path, again);
      process.off("SIGHUP", again);
    },
  };
}
