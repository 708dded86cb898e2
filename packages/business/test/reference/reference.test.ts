import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { type Endpoint, endpoint } from "../../src/api/endpoint.ts";
import { ENDPOINTS } from "../../src/api/index.ts";
import { parseSendRequest } from "../../src/messages/index.ts";
import { EXAMPLES } from "../../src/reference/examples.ts";
import { createReference, describeApi } from "../../src/reference/index.ts";
import { messageBody } from "../../src/reference/message-schema.ts";
import { parseTemplate } from "../../src/templates/index.ts";
import { CONTENTS, request } from "../messages/send-fixtures.ts";

const plain = endpoint({
  id: "GET /odd",
  priority: 1,
  node: "none",
  scope: undefined,
  summary: 'What a <token> is & "may".',
  input: z.object({ input_token: z.string() }),
  answer: z.object({ data: z.unknown() }),
  run: async () => ({}),
});

const endpoints: readonly Endpoint[] = [...ENDPOINTS, plain as unknown as Endpoint];
const options = { endpoints, publicUrl: "https://chat.example", version: "v23.0" };
const get = (path: string) => createReference(options).fetch(new Request(`https://chat.example${path}`));

describe("the description of the API", () => {
  test("is OpenAPI 3.1 in which no two paths are the same", () => {
    const api = describeApi(options);
    expect(api.openapi).toBe("3.1.0");
    expect(api.servers).toEqual([{ url: "https://chat.example/v23.0" }, { url: "https://chat.example" }]);
    const shapes = Object.keys(api.paths).map((path) => path.replace(/\{[^{}]*\}/g, "{}"));
    expect(new Set(shapes).size).toBe(shapes.length);
    const ids = Object.values(api.paths).flatMap((methods) =>
      Object.values(methods).map((one) => one.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    // GET /{media-id} and GET /{template-id} are one there, and apart in the list.
    expect(api.paths["/{id}"]?.get?.summary).toContain(" Or: ");
    expect(api["x-endpoints"]).toHaveLength(endpoints.length);
    expect(api["x-errors"].map(({ code }) => code)).toContain(131047);
  });

  test("parameters of a path, of the query and of bodies are where they belong", () => {
    const api = describeApi(options);
    const list = api.paths["/{waba-id}/message_templates"];
    expect(list?.get?.parameters).toContainEqual({
      name: "waba-id",
      in: "path",
      required: true,
      schema: { type: "string" },
    });
    expect(list?.get?.parameters).toContainEqual(
      expect.objectContaining({ name: "limit", in: "query", required: false }),
    );
    expect(list?.post?.requestBody).toMatchObject({ content: { "application/json": { examples: {} } } });
    expect(api.paths["/odd"]?.get).toMatchObject({
      security: [],
      parameters: [{ name: "input_token", in: "query", required: true }],
    });
    // Whatever refers to another place refers to one that is there.
    const references = [...JSON.stringify(api).matchAll(/"\$ref":"([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(references)).toEqual(new Set(["#/components/schemas/Error"]));
  });

  test("every example is of an endpoint that there is", () => {
    const known = new Set(ENDPOINTS.map(({ id }) => id));
    expect(Object.keys(EXAMPLES).filter((id) => !known.has(id))).toEqual([]);
  });

  test("every example of a message and of a template is one that is taken", () => {
    for (const { body } of EXAMPLES["POST /{phone-id}/messages"] ?? []) {
      expect(messageBody.strict().safeParse(body).error).toBeUndefined();
      expect(parseSendRequest(body, "json").kind).toMatch(/message|read/);
    }
    for (const { body } of EXAMPLES["POST /{waba-id}/message_templates"] ?? []) {
      expect(parseTemplate(body, "json").name).toBe("order_update");
    }
  });
});

test("what is described of a message is what is taken", () => {
  const described = CONTENTS.map(request).filter((body) => messageBody.safeParse(body).success);
  // The others are lenient forms that need no description: numbers as strings, types in capitals.
  expect(described.length).toBeGreaterThanOrEqual(14);
  const api = describeApi(options);
  expect(api["x-endpoints"][0]?.input).toMatchObject({
    properties: {
      interactive: { oneOf: [{}, {}, {}, {}] },
      text: { properties: { body: { maxLength: 4096 } } },
    },
  });
});

describe("the reference page", () => {
  test("is HTML with every endpoint, its examples and the errors, and with nothing inline", async () => {
    const response = await get("/business/reference");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const html = await response.text();
    for (const { id } of describeApi(options)["x-endpoints"]) expect(html).toContain(`<code>${id}</code>`);
    expect(html).toContain("What a &lt;token&gt; is &amp; &quot;may&quot;.");
    expect(html).toContain("curl -X POST &#39;https://chat.example/v23.0/PHONE_ID/messages&#39;");
    expect(html).toContain("131047");
    expect(html).not.toMatch(/<script(?![^>]*src=)|style=|onclick/);
    const names = [...html.matchAll(/(?:href|src)="(\/business\/reference\/assets\/[^"]+)"/g)].map(
      (match) => match[1],
    );
    expect(names).toHaveLength(3);
    for (const name of names) expect((await get(name ?? "")).status).toBe(200);
    expect((await get("/business/reference/assets/nothing.js")).status).toBe(404);
  });

  test("the description is served as JSON", async () => {
    const response = await get("/business/openapi.json");
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(describeApi(options))));
  });
});
