import { readFile, writeFile } from "node:fs/promises";

const FIGURES = new URL("../../../docs/figures.md", import.meta.url);

/** Replaces a bench's section of docs/figures.md, which stands between two markers. @throws when there is none */
export async function writeFigures(bench: string, text: string): Promise<void> {
  await writeFile(FIGURES, replaceSection(await readFile(FIGURES, "utf8"), bench, text));
}

/** The document with what stands between the bench's markers replaced. @throws {Error} when they are not there */
export function replaceSection(document: string, bench: string, text: string): string {
  const begin = `<!-- ${bench}: begin -->`;
  const end = `<!-- ${bench}: end -->`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/figures.md has no section for ${bench}`);
  return `${document.slice(0, from + begin.length)}\n${text}\n${document.slice(to)}`;
}
