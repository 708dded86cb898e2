import { z } from "zod";
import type { Endpoint } from "../api/index.ts";
import { GRAPH_ERRORS } from "../graph/index.ts";
import { EXAMPLES, type Example } from "./examples.ts";
import { groupBy } from "./group-by.ts";
import { messageBody } from "./message-schema.ts";

/** JSON Schema, draft 2020-12, which is OpenAPI 3.1's own. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One thing that can be asked, as the reference page shows it. */
export interface DescribedEndpoint {
  /** "POST /{phone-id}/messages". */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** What a token must allow; undefined: no token is needed. */
  readonly scope?: string;
  /** What the first id stands for: "number", "business", "media" … */
  readonly node: string;
  readonly body?: "json" | "multipart" | "octets";
  readonly input: JsonSchema;
  readonly answer: JsonSchema;
  readonly examples: readonly Example[];
}

/** A code of section 6. */
export interface DescribedError {
  readonly code: number;
  readonly status: number;
  readonly title: string;
  readonly details: string;
  readonly isTransient: boolean;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters: readonly object[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, object>>;
  readonly security: readonly object[];
}

/**
 * OpenAPI 3.1. Paths that differ in what their id stands for alone, GET /{phone-id} and GET /{media-id}, are one path to
 * OpenAPI: they are one operation there, and apart in `x-endpoints`.
 */
export interface OpenApi {
  readonly openapi: "3.1.0";
  readonly jsonSchemaDialect: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
  readonly "x-endpoints": readonly DescribedEndpoint[];
  readonly "x-errors": readonly DescribedError[];
}

export interface ReferenceOptions {
  readonly endpoints: readonly Endpoint[];
  /** Where the API is reached: "https://chat.example.org". */
  readonly publicUrl: string;
  /** "v23.0". */
  readonly version: string;
}

export function describeApi({ endpoints, publicUrl, version }: ReferenceOptions): OpenApi {
  const described = endpoints.map(describeEndpoint);
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: {
      title: "Culver for businesses",
      version,
      description:
        "The WhatsApp Cloud API as Culver speaks it. The version in a path may be left out. Bodies are JSON, forms are taken too.",
    },
    servers: [{ url: new URL(version, publicUrl).href }, { url: new URL(publicUrl).origin }],
    paths: pathsOf(described),
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: { Error: ERROR_SCHEMA },
    },
    "x-endpoints": described,
    "x-errors": Object.entries(GRAPH_ERRORS)
      .map(([code, { status, title, details, isTransient }]) => ({
        code: Number(code),
        status,
        title,
        details,
        isTransient,
      }))
      .sort((a, b) => a.code - b.code),
  };
}

/** Bodies that an endpoint itself only hands on, by its id. */
const BODIES: Readonly<Record<string, z.ZodType>> = { "POST /{phone-id}/messages": messageBody };

function describeEndpoint(endpoint: Endpoint): DescribedEndpoint {
  const { id, method, path, summary, scope, node } = endpoint;
  const input = jsonSchema(BODIES[id] ?? endpoint.input, "input");
  return {
    id,
    method,
    path,
    summary,
    ...(scope && { scope }),
    node,
    ...((method === "POST" || (method === "DELETE" && hasList(input))) && {
      body: endpoint.body ?? ("json" as const),
    }),
    input,
    answer: jsonSchema(endpoint.answer, "output"),
    examples: EXAMPLES[id] ?? [],
  };
}

/** What has lists goes in a body: blocking and unblocking take the same. */
const hasList = ({ properties }: JsonSchema): boolean => JSON.stringify(properties ?? {}).includes('"array"');

function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return described;
}

function pathsOf(endpoints: readonly DescribedEndpoint[]): OpenApi["paths"] {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const alike of groupBy(endpoints, ({ path }) => path.replace(/\{[^{}]*\}/g, "{}")).values()) {
    const [first, ...others] = alike;
    if (!first) continue;
    const isOne = others.every(({ path }) => path === first.path);
    const path = isOne ? first.path : first.path.replace(/\{[^{}]*\}/, "{id}");
    paths[path] = {};
    for (const [method, variants] of groupBy(alike, (one) => one.method)) {
      paths[path][method.toLowerCase()] = operationOf(path, variants);
    }
  }
  return paths;
}

function operationOf(path: string, variants: readonly DescribedEndpoint[]): Operation {
  const ids = [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "");
  const query = variants.filter(({ body }) => body === undefined).map(({ input }) => input);
  const bodies = variants.filter(({ body }) => body !== undefined);
  return {
    operationId: variants.map(({ id }) => id.replace(/[^A-Za-z0-9]+/g, "_").replace(/_$/, "")).join("_or_"),
    summary: variants.map(({ summary }) => summary).join(" Or: "),
    tags: [...new Set(variants.map(({ node }) => node))],
    parameters: [
      ...ids.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
      ...queryParameters(query),
    ],
    ...(bodies.length > 0 && { requestBody: { content: contentOf(bodies) } }),
    responses: {
      "200": {
        description: "It is done.",
        content: { "application/json": { schema: anyOf(variants.map(({ answer }) => answer)) } },
      },
      default: {
        description: "It is refused, with a code.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    },
    security: variants.every(({ scope }) => scope === undefined) ? [] : [{ token: [] }],
  };
}

/** What all of them take in the query; a name that several have is described by the first. */
function queryParameters(inputs: readonly JsonSchema[]): object[] {
  const found = new Map<string, object>();
  for (const { properties, required } of inputs) {
    const needed: readonly unknown[] = inputs.length === 1 && Array.isArray(required) ? required : [];
    for (const [name, schema] of Object.entries(properties ?? {})) {
      if (!found.has(name)) found.set(name, { name, in: "query", required: needed.includes(name), schema });
    }
  }
  return [...found.values()];
}

function contentOf(bodies: readonly DescribedEndpoint[]): Record<string, object> {
  const content: Record<string, object> = {};
  const json = bodies.filter(({ body }) => body === "json");
  if (json.length > 0) {
    const schema = anyOf(json.map(({ input }) => input));
    const examples = json.flatMap((one) => one.examples).filter(({ body }) => body !== undefined);
    content["application/json"] = {
      schema,
      ...(examples.length > 0 && {
        examples: Object.fromEntries(examples.map(({ name, body }) => [name, { value: body }])),
      }),
    };
    content["application/x-www-form-urlencoded"] = { schema };
  }
  const multipart = bodies.find(({ body }) => body === "multipart");
  if (multipart) {
    const { properties } = multipart.input;
    const file = { type: "string", contentMediaType: "application/octet-stream" };
    content["multipart/form-data"] = {
      schema: { type: "object", properties: { ...(properties ?? {}), file }, required: ["file"] },
    };
  }
  if (bodies.some(({ body }) => body === "octets")) content["application/octet-stream"] = {};
  return content;
}

function anyOf(schemas: readonly JsonSchema[]): JsonSchema {
  const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  return distinct.length === 1 && distinct[0] ? distinct[0] : { anyOf: distinct };
}

const ERROR_SCHEMA: JsonSchema = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["message", "type", "code", "fbtrace_id"],
      properties: {
        message: { type: "string" },
        type: { enum: ["OAuthException", "GraphMethodException"] },
        code: { type: "integer" },
        error_subcode: { type: "integer" },
        is_transient: { type: "boolean" },
        error_data: {
          type: "object",
          properties: { messaging_product: { const: "whatsapp" }, details: { type: "string" } },
        },
        fbtrace_id: { type: "string" },
      },
    },
  },
};
