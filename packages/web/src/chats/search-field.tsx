import { Search, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { IconButton } from "../ui/icon-button.tsx";
import { words } from "../words/index.ts";
import styles from "./search-field.module.css";

export interface SearchFieldProps {
  readonly value: string;
  readonly label: string;
  readonly autoFocus?: boolean;
  /** Found by the key for search. */
  readonly global?: boolean;
  readonly onChange: (value: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

export function SearchField({
  value,
  label,
  autoFocus = false,
  global = false,
  onChange,
  onKeyDown,
}: SearchFieldProps) {
  return (
    <div className={styles.field}>
      <Search size={18} strokeWidth={1.75} aria-hidden="true" />
      <input
        type="search"
        className={styles.input}
        value={value}
        placeholder={label}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        // biome-ignore lint/a11y/noAutofocus: only where the person has just asked for this field.
        autoFocus={autoFocus}
        data-search={global ? "" : undefined}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          onKeyDown?.(event);
          if (event.key === "Escape" && value !== "" && !event.defaultPrevented) {
            event.preventDefault();
            onChange("");
          }
        }}
      />
      {value !== "" && (
        <IconButton icon={X} size={18} label={words.chats.clearSearch} onClick={() => onChange("")} />
      )}
    </div>
  );
}
