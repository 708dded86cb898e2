import { isBinaryElement } from "../binary-elements.ts";
import { DICTIONARY, type DictionarySection } from "./dictionary.ts";

/** An element of the dictionary; `code` is its place in the table, counted from 0. */
export interface ElementToken {
  readonly code: number;
  readonly name: string;
  readonly xmlns: string;
  /** Holds bytes rather than text. */
  readonly binary: boolean;
}

/** The dictionary up to one version, ready to look up in both directions. Codes are places counted from 0. */
export interface TokenTables {
  readonly elements: readonly ElementToken[];
  readonly elementCodes: ReadonlyMap<string, ReadonlyMap<string, ElementToken>>;
  readonly namespaces: readonly string[];
  readonly namespaceCodes: ReadonlyMap<string, number>;
  readonly attributes: readonly string[];
  readonly attributeCodes: ReadonlyMap<string, number>;
  readonly values: readonly string[];
  readonly valueCodes: ReadonlyMap<string, number>;
}

/** Lays out the sections up to and including this version. */
export function buildTokenTables(
  version: number,
  all: readonly DictionarySection[] = DICTIONARY,
): TokenTables {
  const sections = all.filter((section) => section.version <= version);
  const namespaces = sections.flatMap((section) => section.namespaces);
  const attributes = sections.flatMap((section) => words(section.attributes));
  const values = sections.flatMap((section) => words(section.values));
  const elements = sections.flatMap(elementsOf).map(([xmlns, name], code) => ({
    code,
    name,
    xmlns,
    binary: isBinaryElement(name, xmlns),
  }));
  const elementCodes = new Map<string, Map<string, ElementToken>>();
  for (const token of elements) {
    const names = elementCodes.get(token.xmlns) ?? new Map<string, ElementToken>();
    elementCodes.set(token.xmlns, names.set(token.name, token));
  }
  return {
    elements,
    elementCodes,
    namespaces,
    namespaceCodes: places(namespaces),
    attributes,
    attributeCodes: places(attributes),
    values,
    valueCodes: places(values),
  };
}

function elementsOf(section: DictionarySection): [string, string][] {
  return section.elements.flatMap(([xmlns, names]) =>
    words(names).map((name): [string, string] => [xmlns, name]),
  );
}

function words(list: string): string[] {
  return list.split(" ").filter((word) => word !== "");
}

function places(list: readonly string[]): Map<string, number> {
  return new Map(list.map((entry, place) => [entry, place]));
}
