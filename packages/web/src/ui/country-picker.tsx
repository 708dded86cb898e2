import type { CountryCode } from "libphonenumber-js/min";
import { ChevronsUpDown } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { displayLocale } from "../lib/locale.ts";
import { countries, type PhoneLibrary } from "../lib/phone.ts";
import { words } from "../words/index.ts";
import styles from "./country-picker.module.css";

export interface CountryPickerProps {
  readonly phone: PhoneLibrary | undefined;
  readonly value: CountryCode;
  readonly onChange: (country: CountryCode) => void;
}

/** A field that opens into a list to search (ARIA Authoring Practices, Combobox). */
export function CountryPicker({ phone, value, onChange }: CountryPickerProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState<string>();
  const [active, setActive] = useState(0);
  const all = useMemo(
    () => (phone === undefined ? [] : countries(phone, displayLocale(navigator.languages))),
    [phone],
  );
  const open = query !== undefined;
  const wanted = (query ?? "").trim().toLowerCase().replace(/^\+/u, "");
  const begins = all.filter(
    ({ name, calling }) => name.toLowerCase().startsWith(wanted) || calling.startsWith(wanted),
  );
  const holds = all.filter((one) => !begins.includes(one) && one.name.toLowerCase().includes(wanted));
  const found = [...begins, ...holds];
  const current = all.find(({ code }) => code === value);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the option is found by its id.
  useEffect(() => {
    list.current?.querySelector(`[aria-selected="true"]`)?.scrollIntoView({ block: "nearest" });
  }, [active, open]);

  const show = (): void => {
    setQuery("");
    setActive(
      Math.max(
        0,
        all.findIndex(({ code }) => code === value),
      ),
    );
  };
  const choose = (code: CountryCode | undefined): void => {
    if (code !== undefined) onChange(code);
    setQuery(undefined);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) {
      if (event.key !== "ArrowDown" && event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      show();
      return;
    }
    if (event.key === "ArrowDown") setActive(Math.min(found.length - 1, active + 1));
    else if (event.key === "ArrowUp") setActive(Math.max(0, active - 1));
    else if (event.key === "Enter") choose(found[active]?.code);
    else if (event.key === "Escape") setQuery(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={`field ${styles.picker}`}>
      <label htmlFor={id}>{words.signUp.country}</label>
      <div className={styles.box}>
        <input
          id={id}
          className={`input ${styles.input}`}
          role="combobox"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-activedescendant={open ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          value={query ?? (current === undefined ? "" : `${current.name} (+${current.calling})`)}
          placeholder={words.signUp.searchCountry}
          onClick={() => open || show()}
          onBlur={() => setQuery(undefined)}
          onChange={(event) => {
            setQuery(open ? event.target.value : "");
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <ChevronsUpDown size={18} strokeWidth={1.75} aria-hidden="true" />
      </div>
      {open && (
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label={words.signUp.country}
          className={styles.list}
        >
          {found.length === 0 && <p className="hint">{words.signUp.noCountry}</p>}
          {found.map(({ code, name, calling }, index) => (
            <div
              key={code}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={styles.option}
              onPointerDown={(event) => {
                event.preventDefault();
                choose(code);
              }}
            >
              <span>{name}</span>
              <span className={styles.calling}>+{calling}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
