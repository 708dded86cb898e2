import styles from "./key-table.module.css";

const mac = /Mac|iPhone|iPad/u.test(typeof navigator === "undefined" ? "" : navigator.userAgent);

/** What the reader's own keyboard calls its keys. */
export const keyNames = mac
  ? { ctrl: "⌘", alt: "⌥", shift: "⇧" }
  : { ctrl: "Ctrl", alt: "Alt", shift: "Shift" };

/** What something is called, and the keys for it; each list is one way. */
export type KeyLine = readonly [label: string, ...keys: readonly (readonly string[])[]];

/** Keys by what they are for. */
export function KeyTable({
  groups,
}: {
  readonly groups: readonly (readonly [string, readonly KeyLine[]])[];
}) {
  return (
    <div className={styles.guide}>
      {groups.map(([title, lines]) => (
        <section key={title} className={styles.group}>
          <h3 className={styles.heading}>{title}</h3>
          <dl>
            {lines.map(([label, ...alternatives]) => (
              <div key={label} className={styles.line}>
                <dt>{label}</dt>
                <dd className={styles.keys} dir="ltr">
                  {alternatives.map((keys) => (
                    <span key={keys.join("+")} className={styles.chord}>
                      {keys.map((key) => (
                        <kbd key={key} className={styles.key}>
                          {key}
                        </kbd>
                      ))}
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
