import { memo } from "react";
import { type Node, parseMarkup } from "../lib/markup.ts";
import styles from "./markup.module.css";

const tags = { bold: "strong", italic: "em", strike: "s" } as const;

function nodes(list: readonly Node[]) {
  return list.map((node, index) => {
    // The text never changes under a key: a changed text is parsed, and rendered, anew.
    const key = `${index}${node.kind}`;
    switch (node.kind) {
      case "text":
        return node.text;
      case "mono":
        return (
          <code key={key} className={styles.mono}>
            {node.text}
          </code>
        );
      case "block":
        return (
          <code key={key} className={styles.block} dir="ltr">
            {node.text}
          </code>
        );
      case "link":
        return (
          <a
            key={key}
            href={node.href}
            title={node.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            tabIndex={-1}
          >
            {node.text}
          </a>
        );
      default: {
        const Tag = tags[node.kind];
        return <Tag key={key}>{nodes(node.children)}</Tag>;
      }
    }
  });
}

/** A message's text with its little markup; links open outside, and only http and https ones are links. */
export const Markup = memo(function Markup({ text }: { readonly text: string }) {
  return <>{nodes(parseMarkup(text))}</>;
});
