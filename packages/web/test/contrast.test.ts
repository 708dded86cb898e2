import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";

const css = readFileSync(new URL("../../look/tokens.css", import.meta.url), "utf8");

function tokensOf(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(selector);
  const block = css.slice(css.indexOf("{", start) + 1, css.indexOf("}", start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/giu)].map(([, name = "", value = ""]) => [name, value]),
  );
}

type Colour = readonly [number, number, number];

function parse(hex: string): Colour {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Colour;
}

function mix(over: Colour, share: number, under: Colour): Colour {
  return over.map((value, index) => value * share + (under[index] ?? 0) * (1 - share)) as unknown as Colour;
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: Colour, b: Colour): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

/** Text on ground, as the app's styles pair them; `ink` mixed into a ground as `color-mix` does, in percent. */
const pairs: readonly (readonly [text: string, ground: string, inkPercent?: number])[] = [
  ["ink", "paper"],
  ["muted", "paper"],
  ["accent", "paper"],
  ["danger", "paper"],
  ["ink", "surface"],
  ["muted", "surface"],
  ["accent", "surface"],
  ["danger", "surface"],
  ["muted", "sunken"],
  ["danger", "sunken"],
  ["accent", "sunken"],
  ["ink", "own"],
  ["muted", "own"],
  ["accent", "own"],
  ["danger", "own"],
  ["ink", "own", 5],
  ["accent", "own", 5],
  ["ink", "own", 8],
  ["ink", "surface", 5],
  ["accent", "surface", 5],
  ["ink", "accent-soft"],
  ["muted", "accent-soft"],
  ["accent", "accent-soft"],
  ["on-accent", "accent"],
  ["on-danger", "danger"],
  ["sms-label", "sms"],
  ["sms-label", "paper"],
  ["sms-label", "sunken"],
  ["ink", "sms"],
  ["ink", "sms", 5],
  ["accent", "sms"],
  ["danger", "sms"],
  ["paper", "ink"],
  ["paper", "muted"],
  ["muted", "paper", 4],
  ["muted", "paper", 6],
  ["on-avatar", "avatar-0"],
  ["on-avatar", "avatar-1"],
  ["on-avatar", "avatar-2"],
  ["on-avatar", "avatar-3"],
  ["on-avatar", "avatar-4"],
  ["on-avatar", "avatar-5"],
  ["on-avatar", "avatar-6"],
  ["on-avatar", "avatar-7"],
];

describe.each([
  ["light", ":root {"],
  ["dark", ':root[data-theme="dark"] {'],
])("contrast, %s", (_theme, selector) => {
  const tokens = tokensOf(selector);
  const colour = (name: string): Colour => parse(tokens.get(name) ?? "missing");
  test.each(pairs.map(([text, ground, ink = 0]) => [text, ground, ink] as const))(
    "%s on %s (%d %% ink)",
    (text, ground, ink) => {
      const under = mix(colour("ink"), ink / 100, colour(ground));
      expect(contrast(colour(text), under)).toBeGreaterThanOrEqual(4.5);
    },
  );
});
