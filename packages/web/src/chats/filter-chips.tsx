import { words } from "../words/index.ts";
import styles from "./filter-chips.module.css";

export const filters = ["all", "unread", "archived"] as const;
export type Filter = (typeof filters)[number];

export interface FilterChipsProps {
  readonly value: Filter;
  readonly unread: number;
  readonly onChange: (filter: Filter) => void;
}

export function FilterChips({ value, unread, onChange }: FilterChipsProps) {
  return (
    <fieldset className={styles.chips}>
      <legend className="visually-hidden">{words.chats.title}</legend>
      {filters.map((filter) => (
        <button
          key={filter}
          type="button"
          className={styles.chip}
          aria-pressed={filter === value}
          onClick={() => onChange(filter === value ? "all" : filter)}
        >
          {words.chats[filter]}
          {filter === "unread" && unread > 0 && <span className={styles.count}>{unread}</span>}
        </button>
      ))}
    </fieldset>
  );
}
