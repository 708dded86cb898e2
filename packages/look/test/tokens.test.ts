import { describe, expect, test } from "bun:test";
import { readFile } from "node:fs/promises";

const css = await readFile(new URL("../tokens.css", import.meta.url), "utf8");

/** The custom properties of the first rule whose selector is `selector`. */
function rule(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`no rule ${selector}`);
  const body = css.slice(css.indexOf("{", start) + 1, css.indexOf("}", start));
  return new Map(
    [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name ?? "", value ?? ""]),
  );
}

/** WCAG 2.2 relative luminance of #rrggbb. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const light = rule(":root");
const darkBySystem = rule(':root:not([data-theme="light"])');
const darkByChoice = rule(':root[data-theme="dark"]');

const textPairs: [text: string, ground: string][] = [
  ...["--paper", "--surface", "--sunken", "--own", "--sms"].flatMap((ground): [string, string][] => [
    ["--ink", ground],
  ]),
  ["--muted", "--paper"],
  ["--muted", "--surface"],
  ["--muted", "--sunken"],
  ["--muted", "--own"],
  ["--accent", "--paper"],
  ["--accent", "--surface"],
  ["--accent", "--accent-soft"],
  ["--on-accent", "--accent"],
  ["--on-accent", "--accent-strong"],
  ["--sms-label", "--sms"],
  ["--danger", "--paper"],
  ["--danger", "--surface"],
  ["--danger", "--danger-soft"],
  ["--on-danger", "--danger"],
  ...Array.from({ length: 8 }, (_, i): [string, string] => ["--on-avatar", `--avatar-${i}`]),
];

/** What shows where a control ends: WCAG 2.2, 1.4.11. */
const edgePairs: [edge: string, ground: string][] = [
  ["--control-line", "--surface"],
  ["--control-line", "--paper"],
];

describe("tokens", () => {
  test("dark by choice equals dark by system", () => {
    expect(Object.fromEntries(darkByChoice)).toEqual(Object.fromEntries(darkBySystem));
  });

  for (const [theme, tokens] of [
    ["light", light],
    ["dark", darkByChoice],
  ] as const) {
    test.each(textPairs)(`${theme}: %s on %s is at least 4.5 : 1`, (text, ground) => {
      expect(contrast(tokens.get(text) ?? "", tokens.get(ground) ?? "")).toBeGreaterThanOrEqual(4.5);
    });

    test.each(edgePairs)(`${theme}: %s on %s is at least 3 : 1`, (edge, ground) => {
      expect(contrast(tokens.get(edge) ?? "", tokens.get(ground) ?? "")).toBeGreaterThanOrEqual(3);
    });
  }
});
