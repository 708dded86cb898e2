import type { Example } from "./examples.ts";
import { groupBy } from "./group-by.ts";
import type { DescribedEndpoint, JsonSchema, OpenApi } from "./openapi.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const code = (text: string): string => `<code>${escaped(text)}</code>`;

/** What the first id of a path is, for a heading. */
const HEADINGS: Readonly<Record<string, string>> = {
  number: "Phone numbers",
  business: "Business accounts",
  app: "Apps",
  media: "Media",
  template: "Templates",
  flow: "Flows",
  none: "Tokens and uploads",
};

/** The reference as HTML, without the document around it. */
export function renderReference(api: OpenApi): string {
  const groups = [...groupBy(api["x-endpoints"], ({ node }) => node)];
  const base = api.servers[0]?.url ?? "";
  return [
    `<header><h1>${escaped(api.info.title)}</h1>`,
    `<p>${escaped(api.info.description)} The same as <a href="/business/openapi.json">OpenAPI</a>.</p>`,
    `<p>Base URL: ${code(base)}. Every call carries ${code("Authorization: Bearer TOKEN")} unless it says otherwise.</p></header>`,
    `<nav aria-label="Endpoints">${groups.map(([node, endpoints]) => contents(node, endpoints)).join("")}`,
    `<h2><a href="#errors">Errors</a></h2></nav>`,
    ...groups.map(
      ([node, endpoints]) =>
        `<section><h2>${escaped(headingOf(node))}</h2>${endpoints.map((one) => article(one, base)).join("")}</section>`,
    ),
    errorTable(api),
  ].join("\n");
}

const headingOf = (node: string): string => HEADINGS[node] ?? node;

const anchorOf = ({ id }: DescribedEndpoint): string => id.replace(/[^A-Za-z0-9_]+/g, "-");

function contents(node: string, endpoints: readonly DescribedEndpoint[]): string {
  const items = endpoints.map((one) => `<li><a href="#${anchorOf(one)}">${code(one.id)}</a></li>`);
  return `<div><h2>${escaped(headingOf(node))}</h2><ul role="list">${items.join("")}</ul></div>`;
}

function article(endpoint: DescribedEndpoint, base: string): string {
  const { id, summary, scope, body, input, answer, examples } = endpoint;
  const needs = scope ? `Needs a token with ${code(scope)}.` : "Needs no token.";
  const shown = examples.length > 0 ? examples : [{ name: "A call" }];
  return [
    `<article class="card" id="${anchorOf(endpoint)}"><h3>${code(id)}</h3>`,
    `<p>${escaped(summary)}</p><p class="meta">${needs}</p>`,
    parameterTable(body === undefined ? "In the query" : "In the body", input),
    ...shown.map(
      (example) =>
        `<details><summary>${escaped(example.name)}</summary><pre>${escaped(curl(endpoint, example, base))}</pre></details>`,
    ),
    body === undefined ? "" : schemaOf("What the body may hold", input),
    schemaOf("The answer", answer),
    "</article>",
  ].join("");
}

const schemaOf = (title: string, schema: JsonSchema): string =>
  `<details><summary>${title}</summary><pre>${escaped(JSON.stringify(schema, undefined, 2))}</pre></details>`;

function parameterTable(title: string, { properties, required }: JsonSchema): string {
  const rows = Object.entries(properties ?? {}).map(([name, schema]: [string, unknown]) => {
    const isNeeded = Array.isArray(required) && required.includes(name);
    return `<tr><td>${code(name)}</td><td>${escaped(typeOf(schema))}</td><td>${isNeeded ? "required" : ""}</td><td>${escaped(describedAs(schema))}</td></tr>`;
  });
  if (rows.length === 0) return "";
  const head = "<tr><th>Name</th><th>Type</th><th></th><th></th></tr>";
  return `<table><caption>${title}</caption><thead>${head}</thead><tbody>${rows.join("")}</tbody></table>`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** A schema in a few words: "text, at most 64", "list of objects". */
function typeOf(schema: unknown): string {
  if (!isObject(schema)) return "";
  if (Array.isArray(schema.enum)) return schema.enum.map(String).join(" | ");
  if ("const" in schema) return String(schema.const);
  if (Array.isArray(schema.anyOf)) return [...new Set(schema.anyOf.map(typeOf))].join(" or ");
  const limits = [
    ...("maxLength" in schema ? [`at most ${String(schema.maxLength)}`] : []),
    ...("minimum" in schema ? [`from ${String(schema.minimum)}`] : []),
  ];
  const type =
    schema.type === "array" ? `list of ${typeOf(schema.items) || "anything"}` : String(schema.type ?? "");
  return [type, ...limits].filter(Boolean).join(", ");
}

const describedAs = (schema: unknown): string =>
  isObject(schema) && typeof schema.description === "string" ? schema.description : "";

/** A command that makes the call. */
function curl({ method, path, scope, body }: DescribedEndpoint, example: Example, base: string): string {
  const query = new URLSearchParams(example.query).toString();
  const url = `${base}${path.replace(/\{([^{}]*)\}/g, (_, name: string) => name.toUpperCase().replaceAll("-", "_"))}`;
  const parts = [`curl${method === "GET" ? "" : ` -X ${method}`} '${url}${query && `?${query}`}'`];
  if (scope) parts.push(`-H 'Authorization: Bearer TOKEN'`);
  for (const [name, value] of Object.entries(example.form ?? {})) parts.push(`-F '${name}=${value}'`);
  if (example.body !== undefined) {
    parts.push(
      "-H 'Content-Type: application/json'",
      `-d '${quoted(JSON.stringify(example.body, undefined, 2))}'`,
    );
  } else if (body === "octets") {
    parts.push("-H 'file_offset: 0'", "--data-binary @FILE");
  }
  return parts.join(" \\\n  ");
}

/** For a shell's single quotes. */
const quoted = (text: string): string => text.replaceAll("'", `'\\''`);

function errorTable(api: OpenApi): string {
  const rows = api["x-errors"].map(
    ({ code: number, status, title, details, isTransient }) =>
      `<tr><td class="figures">${number}</td><td class="figures">${status}</td><td>${escaped(title)}</td><td>${escaped(details)}${isTransient ? " It may succeed later." : ""}</td></tr>`,
  );
  const head = "<tr><th>Code</th><th>HTTP</th><th>Title</th><th>Meaning</th></tr>";
  return `<section id="errors"><h2>Errors</h2><table><thead>${head}</thead><tbody>${rows.join("")}</tbody></table></section>`;
}
