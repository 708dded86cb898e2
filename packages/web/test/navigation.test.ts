import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parentOf, parseRoute, pathOf, type Route, settingsSections } from "../src/route/route.ts";
import { shortcutOf } from "../src/shell/shortcuts.ts";

describe("addresses", () => {
  const routes: Route[] = [
    { view: "chats" },
    { view: "new" },
    { view: "settings" },
    { view: "settings", section: "about" },
    { view: "chat", conversation: "p.a.b" },
    { view: "chat", conversation: "p.a.b", message: "x/y z" },
    { view: "chat", conversation: "p.a.b", details: true },
  ];
  test.each(routes.map((route) => [pathOf(route), route] as const))("%s", (path, route) => {
    expect(parseRoute(path)).toEqual(route);
  });

  test("any address leads somewhere", () => {
    fc.assert(fc.property(fc.string(), (path) => parseRoute(path).view.length > 0));
    expect(parseRoute("/c/%E0%A4%A")).toEqual({ view: "chats" });
    expect(parseRoute("/settings/nonsense")).toEqual({ view: "settings" });
  });

  test("out leads to the list at last", () => {
    for (const route of routes) expect(parentOf(parentOf(route))).toEqual({ view: "chats" });
    expect(settingsSections.length).toBe(10);
  });
});

describe("keys", () => {
  const press = (key: string, code: string, held = "") =>
    shortcutOf({
      key,
      code,
      ctrlKey: held.includes("c"),
      metaKey: held.includes("m"),
      altKey: held.includes("a"),
      shiftKey: held.includes("s"),
    });

  test("mean what the guide says", () => {
    expect(press("ArrowDown", "ArrowDown", "a")).toEqual({ name: "next" });
    expect(press("ArrowUp", "ArrowUp", "as")).toEqual({ name: "previousUnread" });
    expect(press("/", "Slash", "c")).toEqual({ name: "guide" });
    expect(press("3", "Digit3", "a")).toEqual({ name: "nth", index: 2 });
    expect(press("j", "KeyJ", "m")).toEqual({ name: "newest" });
  });

  test("with Alt the key counts, not the character it makes", () => {
    expect(press("ñ", "KeyN", "a")).toEqual({ name: "newChat" });
  });

  test("plain typing and the browser's own keys are left alone", () => {
    for (const [key, code, held] of [
      ["n", "KeyN", ""],
      ["n", "KeyN", "c"],
      ["t", "KeyT", "c"],
      ["w", "KeyW", "c"],
      ["1", "Digit1", "c"],
    ] as const) {
      expect(press(key, code, held)).toBeUndefined();
    }
  });
});
