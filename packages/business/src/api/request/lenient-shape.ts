import type { z } from "zod";
import { readFlag, unpackJson } from "../../messages/spellings.ts";

/**
 * A value in the shape a schema asks for, where it says the same thing otherwise: numbers and booleans written as text and
 * the reverse, objects and lists as JSON text, words in another case. What is something else stays as it is.
 */
export function lenientShape(schema: z.core.$ZodType, value: unknown): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
      return lenientShape(def.innerType, value);
    case "string":
      return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
    case "number":
      return typeof value === "string" && /^-?[0-9]{1,15}(\.[0-9]+)?$/.test(value) ? Number(value) : value;
    case "boolean":
      return readFlag(value);
    case "enum":
      return wordOf(Object.values(def.entries), value);
    case "array": {
      const items = unpackJson(value);
      return Array.isArray(items) ? items.map((item) => lenientShape(def.element, item)) : items;
    }
    case "object": {
      const held = unpackJson(value);
      if (typeof held !== "object" || held === null || Array.isArray(held)) return held;
      const shaped = Object.entries(held).map(([name, part]: [string, unknown]) => {
        const inner = Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
        return [name, inner === undefined ? part : lenientShape(inner, part)] as const;
      });
      return Object.fromEntries(shaped);
    }
    default:
      return value;
  }
}

function wordOf(words: readonly (string | number)[], value: unknown): unknown {
  if (typeof value !== "string") return value;
  const folded = value.trim().toLowerCase();
  return words.find((word) => String(word).toLowerCase() === folded) ?? value;
}
