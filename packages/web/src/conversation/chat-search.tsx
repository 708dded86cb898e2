import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { SearchField } from "../chats/search-field.tsx";
import { useSearch } from "../chats/use-search.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { words } from "../words/index.ts";
import styles from "./chat-search.module.css";

/** Finds words in one chat and walks from hit to hit, newest first. */
export function ChatSearch({
  conversation,
  onClose,
}: {
  readonly conversation: string;
  readonly onClose: () => void;
}) {
  const app = useApp();
  const [query, setQuery] = useState("");
  const [index, setIndex] = useState(0);
  const result = useSearch(query, conversation);
  const hits = result?.messages ?? [];
  const hit = hits[index];

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new result starts from its first hit.
  useEffect(() => setIndex(0), [result]);
  useEffect(() => {
    if (hit !== undefined) void app.timeline.jumpTo(hit.id);
  }, [app, hit]);

  const step = (by: number): void =>
    setIndex((current) => Math.max(0, Math.min(hits.length - 1, current + by)));
  return (
    <search className={styles.bar}>
      <SearchField
        autoFocus
        value={query}
        label={words.conversation.search}
        onChange={setQuery}
        onKeyDown={(event) => {
          if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
          else if (event.key === "Escape" && query === "") onClose();
          else return;
          event.preventDefault();
        }}
      />
      <span className={styles.count} role="status">
        {result !== undefined &&
          (hits.length === 0 ? words.search.results(0) : `${index + 1} / ${hits.length}`)}
      </span>
      <IconButton
        icon={ChevronUp}
        label={words.search.older}
        disabled={index >= hits.length - 1}
        onClick={() => step(1)}
      />
      <IconButton
        icon={ChevronDown}
        label={words.search.newer}
        disabled={index <= 0}
        onClick={() => step(-1)}
      />
      <IconButton icon={X} label={words.app.close} onClick={onClose} />
    </search>
  );
}
