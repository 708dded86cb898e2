import { buildTokenTables } from "../src/binary/token-tables.ts";
import { DICTIONARY_VERSION } from "../src/index.ts";

export const DICTIONARY_BEGIN =
  "<!-- dictionary: written by packages/protocol/scripts/write-dictionary.ts -->";
export const DICTIONARY_END = "<!-- end of dictionary -->";

const hex = (value: number): string => `0x${value.toString(16).padStart(2, "0")}`;

function elementCode(place: number): string {
  const code = place + 1;
  return code < 0xf0 ? hex(code) : `0xf${(code - 0xf0) >>> 8} ${hex((code - 0xf0) & 0xff)}`;
}

function valueCode(place: number): string {
  return place < 0x80 ? hex(0x80 | place) : `0x6${(place - 0x80) >>> 8} ${hex((place - 0x80) & 0xff)}`;
}

function table(title: string, entries: readonly (readonly [code: string, entry: string])[]): string {
  const rows = entries.map(([code, entry]) => `| ${code} | ${entry} |`);
  return [`### ${title}`, "", "| code | entry |", "| --- | --- |", ...rows].join("\n");
}

/** The section of docs/protocol/encodings.md that lists the dictionary in force, markers included. */
export function dictionaryMarkdown(): string {
  const { elements, namespaces, attributes, values } = buildTokenTables(DICTIONARY_VERSION);
  const code = (text: string): string => `\`${text}\``;
  return [
    DICTIONARY_BEGIN,
    `Version ${DICTIONARY_VERSION}.`,
    table(
      "Elements",
      elements.map((e, i) => [
        elementCode(i),
        `${code(e.name)} ${code(e.xmlns)}${e.binary ? " (bytes)" : ""}`,
      ]),
    ),
    table(
      "Namespaces",
      namespaces.map((entry, i) => [hex(i + 1), code(entry)]),
    ),
    table(
      "Attributes",
      attributes.map((entry, i) => [hex(i + 1), code(entry)]),
    ),
    table(
      "Values",
      values.map((entry, i) => [valueCode(i), code(entry)]),
    ),
    DICTIONARY_END,
  ].join("\n\n");
}
