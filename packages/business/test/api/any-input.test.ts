import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import fc from "fast-check";
import { z } from "zod";
import { ENDPOINTS, type Endpoint } from "../../src/api/index.ts";
import { GRAPH_ERRORS } from "../../src/graph/index.ts";
import { openWorld, png, type World } from "./world.ts";

/** A JSON Schema, as far as it is looked at here. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
}

/** Values nobody expects: of the wrong type, too long, too deep, with names that objects already have. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>("", " ", "\0", "\ud800", "x".repeat(5_000), -1, 1e308, [], {}, [[]], null, true),
  fc.constantFrom<unknown>('{"a":', "[[[[", '{"__proto__":{"a":1}}', "%00", "../../etc", "9".repeat(40)),
  fc
    .record({ constructor: fc.anything(), toString: fc.string() })
    .map((held) => JSON.parse(JSON.stringify(held))),
);

/** Something like what the schema says, at every place perhaps something odd instead. */
function nearly(schema: Schema): fc.Arbitrary<unknown> {
  const fit = fitting(schema);
  return fc.oneof({ weight: 3, arbitrary: fit }, { weight: 1, arbitrary: odd });
}

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(fitting));
  if (schema.properties) {
    const fields = Object.entries(schema.properties).map(([name, inner]) => [name, nearly(inner)] as const);
    return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  }
  if (schema.type === "array") return fc.array(nearly(schema.items ?? {}), { maxLength: 3 });
  if (schema.type === "number" || schema.type === "integer")
    return fc.oneof(fc.integer(), fc.nat().map(String));
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "string")
    return fc.oneof(fc.string(), fc.constantFrom("whatsapp", "123456", "messages"));
  return odd;
}

const schemaOf = (endpoint: Endpoint): Schema =>
  z.toJSONSchema(endpoint.input, { io: "input", unrepresentable: "any" }) as Schema;

/** Paths that mean the endpoint, with ids that exist. */
function pathFor(endpoint: Endpoint, ids: Readonly<Record<string, string>>): string {
  return endpoint.path.replace(/\{([a-z-]+)\}/g, (_, name: string) => ids[name] ?? "nothing");
}

async function idsOf(world: World): Promise<Readonly<Record<string, string>>> {
  const { one } = world;
  const { id } = await world.media.put(one.phone, { body: png(), type: "image/png" }, "upload");
  const template = await world.ask("POST", `/${one.waba}/message_templates`, {
    body: {
      name: `t${Bun.randomUUIDv7().replaceAll("-", "")}`,
      language: "en",
      category: "UTILITY",
      components: [{ type: "BODY", text: "Hi there" }],
    },
  });
  const flow = await world.ask("POST", `/${one.waba}/flows`, { body: { name: "f", categories: ["OTHER"] } });
  const link = await world.ask("POST", `/${one.phone}/message_qrdls`, { body: { prefilled_message: "Hi" } });
  const upload = await world.ask("POST", `/${one.app}/uploads`, {
    body: { file_length: 9, file_type: "image/png" },
  });
  return {
    ...{ "phone-id": one.phone, "waba-id": one.waba, "app-id": one.app, "media-id": id },
    ...{ "template-id": template.body.id, "flow-id": flow.body.id, code: link.body.code },
    upload: String(upload.body.id).slice("upload:".length),
  };
}

const codes = new Set(Object.keys(GRAPH_ERRORS).map(Number));

async function requireProper(endpoint: Endpoint, response: Response): Promise<void> {
  const text = await response.text();
  const body: unknown = JSON.parse(text);
  if (response.status === 200) return;
  expect([endpoint.id, response.status, text]).toSatisfy(
    () => response.status >= 400 && response.status < 500,
  );
  expect(body).toMatchObject({
    error: { message: expect.any(String), type: expect.any(String), fbtrace_id: expect.any(String) },
  });
  const { error } = body as { readonly error: { readonly code: number; readonly error_data: unknown } };
  expect(error.error_data).toMatchObject({ messaging_product: "whatsapp", details: expect.any(String) });
  expect([endpoint.id, codes.has(error.code)]).toEqual([endpoint.id, true]);
}

forEachEngine("whatever is asked of an endpoint", (open, engine) => {
  test("the answer is Graph's, and never a 5xx", async () => {
    await using world = await openWorld(await open());
    const headers = { authorization: `Bearer ${world.one.token}` };
    const numRuns = engine === "sqlite" ? 40 : 8;
    for (const endpoint of ENDPOINTS) {
      // What the endpoint before has deleted is there again.
      await world.accounts.setStatus(world.one.phone, "connected");
      const ids = await idsOf(world);
      const url = `${world.url}/v23.0${pathFor(endpoint, ids)}`;
      const ask = async (init: RequestInit, query = "") => {
        const request = new Request(url + query, { method: endpoint.method, ...init });
        for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
        await requireProper(endpoint, await world.fetch(request));
      };
      const asJson = (body: unknown): RequestInit => ({
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      });
      const asForm = (held: unknown): URLSearchParams => {
        const entries = typeof held === "object" && held !== null ? Object.entries(held) : [];
        return new URLSearchParams(
          entries.map(([name, value]) => [
            name,
            typeof value === "string" ? value : (JSON.stringify(value) ?? ""),
          ]),
        );
      };
      const given = fitting(schemaOf(endpoint));
      await fc.assert(
        fc.asyncProperty(
          fc.oneof({ weight: 5, arbitrary: given }, { weight: 1, arbitrary: odd }),
          async (held) => {
            if (endpoint.method === "GET") return await ask({}, `?${asForm(held)}`);
            if (endpoint.body !== undefined) {
              const form = new FormData();
              for (const [name, value] of asForm(held)) form.append(name, value);
              form.append("file", new Blob([png(50)], { type: "image/png" }), "a.png");
              return await ask({ body: form });
            }
            await ask(asJson(held));
            await ask({ body: asForm(held) });
          },
        ),
        { numRuns },
      );
      if (endpoint.method === "GET") continue;
      await fc.assert(
        fc.asyncProperty(
          fc.uint8Array({ maxLength: 300 }),
          fc.constantFrom(
            ...["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"],
            ...["multipart/form-data", "text/plain", "image/png", "", "\u00e9"],
          ),
          (octets, type) =>
            ask({ body: octets as Uint8Array<ArrayBuffer>, headers: { "content-type": type } }),
        ),
        { numRuns },
      );
    }
    expect(world.warnings).toEqual([]);
  }, 240_000);
});
