import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  compareNodeIds,
  cursorOf,
  cutPage,
  GraphError,
  type PageBody,
  pageBody,
  readPageRequest,
} from "../../src/graph/index.ts";

const order = { keyOf: (id: string) => id, compare: compareNodeIds };
const list = Array.from({ length: 7 }, (_, index) => String(index + 6));

function fetchPage(link: string, items: readonly string[] = list): PageBody<string> {
  const url = new URL(link);
  return pageBody(cutPage(items, readPageRequest(url.searchParams), order), order.keyOf, url, (id) => id);
}

describe("paging", () => {
  test("next leads through the whole list, previous back", () => {
    const first = fetchPage("https://h/v23.0/1/x?limit=3&access_token=secret");
    expect(first.data).toEqual(["6", "7", "8"]);
    expect(first.paging?.previous).toBeUndefined();
    expect(first.paging?.next).not.toContain("secret");
    const second = fetchPage(first.paging?.next ?? "");
    const third = fetchPage(second.paging?.next ?? "");
    expect([...second.data, ...third.data]).toEqual(["9", "10", "11", "12"]);
    expect(third.paging?.next).toBeUndefined();
    expect(fetchPage(third.paging?.previous ?? "").data).toEqual(["9", "10", "11"]);
  });

  test("the cursor of an item that is gone still works", () => {
    const left = list.filter((id) => id !== "8");
    expect(fetchPage(`https://h/x?limit=2&after=${cursorOf("8")}`, left).data).toEqual(["9", "10"]);
    expect(fetchPage(`https://h/x?limit=2&before=${cursorOf("8")}`, left).data).toEqual(["6", "7"]);
  });

  test("an empty list has no cursors", () => {
    expect(fetchPage("https://h/x", [])).toEqual({ data: [] });
  });

  test("a limit above the most is lowered", () => {
    expect(readPageRequest(new URLSearchParams("limit=999999")).limit).toBe(1000);
  });

  test.each(["limit=0", "limit=-1", "limit=x", "after=%21", "before=%F0"])("%s is code 100", (query) => {
    expect(() => readPageRequest(new URLSearchParams(query))).toThrow(GraphError);
  });

  test("any query is a request or a GraphError", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (limit, after, before) => {
        try {
          readPageRequest(new URLSearchParams({ limit, after, before }));
        } catch (error) {
          expect(error).toBeInstanceOf(GraphError);
        }
      }),
    );
  });
});
