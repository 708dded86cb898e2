import { ChevronDown, Tag } from "lucide-react";
import type { MouseEvent } from "react";
import chips from "../../chats/filter-chips.module.css";
import { useStore, useValue } from "../../state/store.ts";
import type { MenuItem } from "../../ui/layers.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import styles from "./filters.module.css";

const filters = ["open", "mine", "unassigned", "closed", "all"] as const;

/** Which chats are listed: by whose they are, by label, by the number they were written to. */
export function Filters() {
  const inbox = useInbox();
  const state = useValue(inbox.threads);
  const { labels, numbers } = useStore(inbox.session, (session) => session);
  const words = inboxWords.list;
  const counts = inbox.threads.counts(state);
  const { filter, label, number } = state.query;
  const open = (event: MouseEvent, title: string, items: readonly MenuItem[]): void => {
    const box = event.currentTarget.getBoundingClientRect();
    inbox.layers.open({ kind: "menu", label: title, place: { x: box.left, y: box.bottom + 4 }, items });
  };
  const labelItems = [
    { id: undefined, name: words.allLabels },
    ...labels.map(({ id, name }) => ({ id, name })),
  ].map(
    ({ id, name }): MenuItem => ({
      key: id ?? "",
      label: name,
      checked: label === id,
      run: () => inbox.threads.ask({ label: id }),
    }),
  );
  const numberItems = [
    { id: undefined, name: words.allNumbers },
    ...numbers.map(({ id, name }) => ({ id, name })),
  ].map(
    ({ id, name }): MenuItem => ({
      key: id ?? "",
      label: name,
      checked: number === id,
      run: () => inbox.threads.ask({ number: id }),
    }),
  );
  const chosenLabel = labels.find(({ id }) => id === label);
  const chosenNumber = numbers.find(({ id }) => id === number);
  return (
    <fieldset className={`${chips.chips} ${styles.filters}`}>
      <legend className="visually-hidden">{words.filters}</legend>
      {filters.map((one) => (
        <button
          key={one}
          type="button"
          className={chips.chip}
          aria-pressed={filter === one}
          onClick={() => inbox.threads.ask({ filter: one })}
        >
          {words[one]}
          {counts[one] !== undefined && counts[one] > 0 && <span className={chips.count}>{counts[one]}</span>}
        </button>
      ))}
      {labels.length > 0 && (
        <button
          type="button"
          className={chips.chip}
          aria-pressed={label !== undefined}
          aria-haspopup="menu"
          aria-label={words.byLabel}
          onClick={(event) => open(event, words.byLabel, labelItems)}
        >
          <Tag size={14} strokeWidth={2} aria-hidden="true" />
          {chosenLabel?.name ?? words.allLabels}
          <ChevronDown size={14} strokeWidth={2} aria-hidden="true" />
        </button>
      )}
      {numbers.length > 1 && (
        <button
          type="button"
          className={chips.chip}
          aria-pressed={number !== undefined}
          aria-haspopup="menu"
          aria-label={words.byNumber}
          onClick={(event) => open(event, words.byNumber, numberItems)}
        >
          {chosenNumber?.name ?? words.allNumbers}
          <ChevronDown size={14} strokeWidth={2} aria-hidden="true" />
        </button>
      )}
    </fieldset>
  );
}
