/** The little markup people type: *bold* _italic_ ~struck~ `mono` ```block```, and links. Never HTML. */

export type Node =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold" | "italic" | "strike"; readonly children: readonly Node[] }
  | { readonly kind: "mono" | "block"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

const styles = { "*": "bold", _: "italic", "~": "strike" } as const;
type Mark = keyof typeof styles;

const linkPattern = /^(?:https?:\/\/|www\.)[^\s<>"`]+/iu;
const wordCharacter = /[\p{L}\p{N}]/u;

function isMark(character: string | undefined): character is Mark {
  return character === "*" || character === "_" || character === "~";
}

/** Punctuation that ends a sentence rather than an address; a closing bracket stays when its opening one is inside. */
function trimmedLink(text: string): string {
  let end = text.length;
  for (;;) {
    const last = text[end - 1];
    if (last === undefined) return "";
    const body = text.slice(0, end);
    const unbalanced = last === ")" && body.split("(").length < body.split(")").length;
    if (!unbalanced && !/[.,:;!?'"*_~\]}]/.test(last)) return body;
    end -= 1;
  }
}

/** The address a link may open, or undefined: http and https only, no user name that could pose as a host. */
export function safeHref(text: string): string | undefined {
  const address = /^www\./iu.test(text) ? `https://${text}` : text;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  if (url.username !== "" || url.password !== "" || !url.hostname.includes(".")) return undefined;
  return url.href;
}

function linkAt(text: string, index: number): Extract<Node, { kind: "link" }> | undefined {
  const before = text[index - 1];
  if (before !== undefined && wordCharacter.test(before)) return undefined;
  const match = linkPattern.exec(text.slice(index, index + 2048));
  if (match === null) return undefined;
  const shown = trimmedLink(match[0]);
  const href = safeHref(shown);
  return href === undefined ? undefined : { kind: "link", text: shown, href };
}

/** Whether a mark can begin a run: it stands at the edge of a word and hugs its text. */
function opens(text: string, start: number): boolean {
  const before = text[start - 1];
  const after = text[start + 1];
  if (before !== undefined && wordCharacter.test(before)) return false;
  return after !== undefined && !/\s/u.test(after) && after !== text[start];
}

/** Where the run opened at `start` ends, in the same way and before `end`; -1 when it does not. */
function closing(text: string, start: number, end: number): number {
  const mark = text[start];
  for (let index = start + 2; index < end; index += 1) {
    if (text[index] !== mark || /\s/u.test(text[index - 1] ?? " ")) continue;
    const next = text[index + 1];
    if (next === undefined || !wordCharacter.test(next)) return index;
  }
  return -1;
}

function monoAt(text: string, index: number): { node: Node; end: number } | undefined {
  if (text.startsWith("```", index)) {
    const end = text.indexOf("```", index + 3);
    if (end > index + 3) {
      const block = text.slice(index + 3, end).replace(/^\n|\n$/gu, "");
      return { node: { kind: "block", text: block }, end: end + 3 };
    }
  }
  const end = text.indexOf("`", index + 1);
  if (end <= index + 1 || text.slice(index, end).includes("\n")) return undefined;
  return { node: { kind: "mono", text: text.slice(index + 1, end) }, end: end + 1 };
}

const deepest = 6;

/** Parses a message's text. Every character of it appears in the result, but for marks that took effect. */
export function parseMarkup(text: string, depth = 0): readonly Node[] {
  const nodes: Node[] = [];
  let plainFrom = 0;
  let index = 0;
  // Up to where a mark is known to have no end: without it, a line of lone marks would take quadratic time.
  const endless: Record<Mark, number> = { "*": 0, _: 0, "~": 0 };
  const take = (node: Node, end: number): void => {
    if (index > plainFrom) nodes.push({ kind: "text", text: text.slice(plainFrom, index) });
    nodes.push(node);
    index = end;
    plainFrom = end;
  };
  while (index < text.length) {
    const character = text[index];
    if (character === "`") {
      const mono = monoAt(text, index);
      if (mono !== undefined) {
        take(mono.node, mono.end);
        continue;
      }
    } else if (character === "h" || character === "H" || character === "w" || character === "W") {
      const link = linkAt(text, index);
      if (link !== undefined) {
        take(link, index + link.text.length);
        continue;
      }
    } else if (isMark(character) && depth < deepest && index >= endless[character] && opens(text, index)) {
      const lineEnd = text.indexOf("\n", index);
      const limit = lineEnd === -1 ? text.length : lineEnd;
      const end = closing(text, index, limit);
      if (end === -1) endless[character] = limit;
      else {
        take(
          { kind: styles[character], children: parseMarkup(text.slice(index + 1, end), depth + 1) },
          end + 1,
        );
        continue;
      }
    }
    index += 1;
  }
  if (plainFrom < text.length) nodes.push({ kind: "text", text: text.slice(plainFrom) });
  return nodes;
}

/** The text without its marks, on one line: for previews, notifications and labels. */
export function plainText(text: string): string {
  const flat = (nodes: readonly Node[]): string =>
    nodes.map((node) => ("children" in node ? flat(node.children) : node.text)).join("");
  return flat(parseMarkup(text)).replace(/\s+/gu, " ").trim();
}

// biome-ignore lint/complexity/useRegexLiterals: the compiler's target does not know the flag v.
const jumbo = new RegExp(String.raw`^(?:\p{RGI_Emoji}\uFE0F?\s?){1,3}$`, "v");

/** One to three emoji and nothing else: shown large, without a bubble. */
export function isJumbo(text: string): boolean {
  return jumbo.test(text.trim());
}
