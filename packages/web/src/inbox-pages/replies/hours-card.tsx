import type { OpeningHours } from "@culver/business/inbox-api";
import { Plus, X } from "lucide-react";
import { useId } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { pageWords } from "../../words/inbox-pages.ts";
import { Card } from "../shared/card.tsx";
import { minutesOf, removeAt, replaceAt, sameOnWeekdays, timeOf } from "./draft.ts";
import styles from "./hours-card.module.css";

const words = pageWords.replies;
/** Monday first; Sunday is 0. */
const order = [1, 2, 3, 4, 5, 6, 0];
const usual = { from: 9 * 60, to: 17 * 60 };
type Day = OpeningHours["days"][number];

function DayLine({
  name,
  day,
  onChange,
}: {
  readonly name: string;
  readonly day: Day;
  readonly onChange: (day: Day) => void;
}) {
  const last = day.at(-1);
  const set = (index: number, edge: "from" | "to", text: string): void => {
    const minutes = minutesOf(text, edge === "to");
    const span = day[index];
    if (minutes !== undefined && span !== undefined)
      onChange(replaceAt(day, index, { ...span, [edge]: minutes }));
  };
  return (
    <div className={styles.day}>
      <label className={styles.open}>
        <input
          type="checkbox"
          checked={day.length > 0}
          aria-label={words.open(name)}
          onChange={(event) => onChange(event.target.checked ? [usual] : [])}
        />
        {name}
      </label>
      <div className={styles.spans}>
        {day.length === 0 && <span className="hint">{words.closed}</span>}
        {day.map(({ from, to }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: spans have no ids; their place is what they are.
          <div key={index} className={styles.span}>
            <input
              type="time"
              className="input"
              aria-label={words.from(name, index)}
              value={timeOf(from)}
              onChange={(event) => set(index, "from", event.target.value)}
            />
            <span aria-hidden="true">–</span>
            <input
              type="time"
              className="input"
              aria-label={words.to(name, index)}
              value={timeOf(to)}
              onChange={(event) => set(index, "to", event.target.value)}
            />
            {day.length > 1 && (
              <IconButton
                icon={X}
                size={18}
                label={words.removeHours(name)}
                onClick={() => onChange(removeAt(day, index))}
              />
            )}
          </div>
        ))}
      </div>
      {last !== undefined && last.to < 23 * 60 && (
        <IconButton
          icon={Plus}
          size={18}
          label={words.addHours(name)}
          onClick={() => onChange([...day, { from: last.to + 60, to: Math.min(24 * 60, last.to + 4 * 60) }])}
        />
      )}
    </div>
  );
}

/** When somebody is there, day by day, in the time of a place. */
export function HoursCard({
  hours,
  onChange,
}: {
  readonly hours: OpeningHours;
  readonly onChange: (hours: OpeningHours) => void;
}) {
  const zone = useId();
  const zones = Intl.supportedValuesOf("timeZone");
  return (
    <Card title={words.hours} text={words.hoursText}>
      <div className="field">
        <label htmlFor={zone}>{words.zone}</label>
        <select
          id={zone}
          className="input"
          value={hours.timeZone}
          onChange={(event) => onChange({ ...hours, timeZone: event.target.value })}
        >
          {!zones.includes(hours.timeZone) && <option value={hours.timeZone}>{hours.timeZone}</option>}
          {zones.map((name) => (
            <option key={name} value={name}>
              {name.replaceAll("_", " ")}
            </option>
          ))}
        </select>
      </div>
      <div className={styles.days}>
        {order.map((index) => (
          <DayLine
            key={index}
            name={words.days[index] ?? ""}
            day={hours.days[index] ?? []}
            onChange={(day) =>
              onChange({
                ...hours,
                days: words.days.map((_, at) => (at === index ? day : (hours.days[at] ?? []))),
              })
            }
          />
        ))}
      </div>
      <button
        type="button"
        className={`button quiet ${styles.copy}`}
        onClick={() => onChange(sameOnWeekdays(hours))}
      >
        {words.copyDay}
      </button>
    </Card>
  );
}
