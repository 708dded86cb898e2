import { h } from "@culver/pages/dom";

/** http and https addresses; nothing else becomes a link. */
const ADDRESS = /https?:\/\/[^\s<>"']+/gi;

/** What people put right after an address does not belong to it. */
function withoutPunctuation(address: string): string {
  const trimmed = address.replace(/[.,;:!?…»”’]+$/u, "");
  return trimmed.endsWith(")") && !trimmed.includes("(") ? trimmed.slice(0, -1) : trimmed;
}

/** The text with the code marked wherever it stands outside links, and with links that open in a tab of their own. */
export function textBody(text: string, code: string | undefined): HTMLElement {
  const paragraph = h("p", { class: "text", dir: "auto" });
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutPunctuation(match[0]);
    if (!URL.canParse(address)) continue;
    paragraph.append(...marked(text.slice(at, match.index), code), link(address));
    at = match.index + address.length;
  }
  paragraph.append(...marked(text.slice(at), code));
  return paragraph;
}

function link(address: string): HTMLElement {
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", dir: "ltr" }, address);
}

function marked(text: string, code: string | undefined): (Node | string)[] {
  if (!code) return [text];
  return text
    .split(code)
    .flatMap((piece, index) => (index === 0 ? [piece] : [h("mark", { class: "figures" }, code), piece]));
}
