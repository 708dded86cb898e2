const named: Readonly<Record<string, string>> = {
  SP: " ",
  LF: "\n",
  CR: "\r",
  FF: "\f",
  ESC: "\u001b",
  "--": "",
};

const codePointOf = (token: string): number =>
  /^[0-9A-F]{4}$/.test(token) ? Number.parseInt(token, 16) : (token.codePointAt(0) ?? 0);

/**
 * Reads cells of a code table, separated by spaces. A cell is one character, the four hexadecimal digits of
 * its code point, or a name (SP, LF, CR, FF, ESC); "first-last" is a run of code points, "--" a vacant
 * position, returned as an empty string. Code points keep combining marks and right-to-left script legible.
 */
export function readCells(notation: string): string[] {
  const cells: string[] = [];
  for (const token of notation.split(" ")) {
    const name = named[token];
    const run = /^(.|[0-9A-F]{4})-(.|[0-9A-F]{4})$/u.exec(token);
    if (name !== undefined) cells.push(name);
    else if (run) {
      const last = codePointOf(run[2] ?? "");
      for (let point = codePointOf(run[1] ?? ""); point <= last; point++) {
        cells.push(String.fromCodePoint(point));
      }
    } else cells.push(String.fromCodePoint(codePointOf(token)));
  }
  return cells;
}
