import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { GraphError, type NodeFields, parseFields, selectFields } from "../../src/graph/index.ts";

const kind: NodeFields = {
  type: "WhatsAppBusinessAccount",
  known: new Set(["id", "name", "phone_numbers", "throughput", "status"]),
  defaults: new Set(["id", "name"]),
};
const node = {
  id: "1",
  name: "Shop",
  throughput: { level: "STANDARD", extra: 1 },
  phone_numbers: {
    data: [
      { id: "7", status: "A" },
      { id: "8", status: "B" },
    ],
    paging: {},
  },
};
const ask = (fields?: string) => selectFields(node, kind, parseFields(fields));

describe("fields", () => {
  test("without fields, the defaults", () => {
    expect(ask()).toEqual({ id: "1", name: "Shop" });
    expect(ask("")).toEqual({ id: "1", name: "Shop" });
  });

  test("what is asked for, and the id", () => {
    expect(ask("name")).toEqual({ id: "1", name: "Shop" });
    expect(ask("throughput{level}")).toEqual({ id: "1", throughput: { level: "STANDARD" } });
    expect(ask("status")).toEqual({ id: "1" });
  });

  test("lists are selected by item, and limited", () => {
    expect(ask("phone_numbers.limit(1){status}, name")).toEqual({
      id: "1",
      name: "Shop",
      phone_numbers: { data: [{ status: "A" }], paging: {} },
    });
  });

  test("a field that no such node has is code 100", () => {
    expect(() => ask("nope")).toThrow("nonexisting field (nope) on node type (WhatsAppBusinessAccount)");
  });

  test.each(["a,", "a{b", "a}", "{a}", "a.limit(x)", ",", "a{}", "a{b{c{d{e{f{g{h{i{j}}}}}}}}}"])(
    "%s is refused with code 100",
    (fields) => expect(() => parseFields(fields)).toThrow(GraphError),
  );

  test("any text is a selection or a GraphError", () => {
    const fields = fc.string({
      unit: fc.constantFrom("a", "b", ",", "{", "}", ".", "limit", "(", ")", "1", " "),
    });
    fc.assert(
      fc.property(fc.oneof(fields, fc.string()), (text) => {
        try {
          parseFields(text);
        } catch (error) {
          expect(error).toBeInstanceOf(GraphError);
        }
      }),
    );
  });
});
