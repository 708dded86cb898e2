import { readFileSync, writeFileSync } from "node:fs";
import { buildTokenTables } from "../src/binary/token-tables.ts";
import { DICTIONARY_VERSION } from "../src/index.ts";
import { DICTIONARY_BEGIN, DICTIONARY_END, dictionaryMarkdown } from "./dictionary-markdown.ts";

// Brings docs/protocol up to date with the dictionary: the tables of encodings.md and vectors/dictionary.json.
// Run: node_modules/.bin/bun packages/protocol/scripts/write-dictionary.ts

const docs = new URL("../../../docs/protocol/", import.meta.url);
const page = new URL("encodings.md", docs);
const text = readFileSync(page, "utf8");
const before = text.slice(0, text.indexOf(DICTIONARY_BEGIN));
const after = text.slice(text.indexOf(DICTIONARY_END) + DICTIONARY_END.length);
writeFileSync(page, before + dictionaryMarkdown() + after);

const { elements, namespaces, attributes, values } = buildTokenTables(DICTIONARY_VERSION);
const json = {
  version: DICTIONARY_VERSION,
  namespaces,
  elements: elements.map(({ name, xmlns, binary }) => ({ name, xmlns, bytes: binary })),
  attributes,
  values,
};
writeFileSync(new URL("vectors/dictionary.json", docs), `${JSON.stringify(json, null, 2)}\n`);
