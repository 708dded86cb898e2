import { html } from "hono/html";
import type { RouteStatus, StatusSnapshot } from "../operations/status.ts";
import { bytes, count, duration, ENGINE_NAMES, ROUTE_STATES } from "./status-words.ts";

type Html = ReturnType<typeof html>;

/** The status page, complete without scripts; the script only keeps it fresh. */
export function statusPage(status: StatusSnapshot): Html {
  const state = status.draining ? "Shutting down" : "Running";
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>Status · ${status.name}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/status.css" />
    <script type="module" src="/status.js"></script>
  </head>
  <body>
    ${status.sandbox ? html`<p class="banner" role="note">Sandbox: texts go to make-believe handsets, not to phones.</p>` : ""}
    <main class="status">
      <header>
        <div>
          <h1>${status.name}</h1>
          <p class="meta">${status.domain} · version ${status.version}</p>
        </div>
        <p class="state ${status.draining ? "warn" : "good"}" id="state" role="status"><span class="dot" aria-hidden="true"></span><span>${state}</span></p>
      </header>
      <dl class="tiles">
        ${tile("uptime", "Up for", duration(status.now - status.startedAt))}
        ${tile("sessions", "Devices connected", count(status.sessions))}
        ${tile("messages", "Messages accepted", count(status.messagesAccepted), "since start")}
        ${tile("mailbox", "Waiting for devices", count(status.mailboxRows), "kept up to 30 days")}
        ${tile("memory", "Memory", bytes(status.residentBytes))}
        ${tile("database", "Database", ENGINE_NAMES[status.database])}
      </dl>
      <section aria-labelledby="routes-title">
        <h2 id="routes-title">SMS routes</h2>
        <ul role="list" class="routes card" id="routes">${status.routes.length === 0 ? html`<li class="none">No route is set up. Sign-up codes cannot be sent.</li>` : status.routes.map((route) => routeRow(route, status.now))}</ul>
      </section>
      <p class="meta foot"><span id="fresh">As of this page's loading.</span> <a href="/status.json">JSON</a> · <a href="/metrics">Metrics</a></p>
    </main>
  </body>
</html>`;
}

function tile(id: string, label: string, value: string, hint = ""): Html {
  return html`<div class="tile card"><dt>${label}</dt><dd><span class="figures" id="${id}">${value}</span>${hint === "" ? "" : html`<span class="hint">${hint}</span>`}</dd></div>`;
}

function routeRow(route: RouteStatus, now: number): Html {
  const { word, tone } = ROUTE_STATES[route.state];
  return html`<li><span class="name">${route.name}</span><span class="state ${tone}"><span class="dot" aria-hidden="true"></span>${word} for ${duration(now - route.since)}</span><span class="meta figures">${count(route.sent)} sent · ${count(route.waiting)} waiting</span></li>`;
}
