import { words } from "../words/index.ts";
import styles from "./keyboard-guide.module.css";

const mac = /Mac|iPhone|iPad/u.test(typeof navigator === "undefined" ? "" : navigator.userAgent);
const ctrl = mac ? "⌘" : "Ctrl";
const alt = mac ? "⌥" : "Alt";
const shift = mac ? "⇧" : "Shift";
const { keyboard } = words;

type Line = readonly [label: string, ...keys: readonly (readonly string[])[]];

const groups: readonly (readonly [string, readonly Line[]])[] = [
  [
    keyboard.groups.moving,
    [
      [keyboard.previous, [alt, "↑"]],
      [keyboard.next, [alt, "↓"]],
      [keyboard.previousUnread, [alt, shift, "↑"]],
      [keyboard.nextUnread, [alt, shift, "↓"]],
      [keyboard.nth, [alt, "1…9"]],
      [keyboard.newChat, [alt, "N"]],
      [keyboard.search, [ctrl, "F"]],
      [keyboard.regions, [alt, "R"], ["F6"]],
      [keyboard.settings, [ctrl, ","]],
      [keyboard.guide, [ctrl, "/"]],
      [keyboard.close, ["Esc"]],
    ],
  ],
  [
    keyboard.groups.chat,
    [
      [keyboard.composer, [alt, "C"]],
      [keyboard.newest, [ctrl, "J"]],
      [keyboard.searchInChat, [ctrl, shift, "F"]],
      [keyboard.details, [alt, "I"]],
      [keyboard.archive, [ctrl, shift, "A"]],
      [keyboard.unarchive, [ctrl, shift, "U"]],
    ],
  ],
  [
    keyboard.groups.message,
    [
      [keyboard.between, ["↑"], ["↓"]],
      [keyboard.menu, ["Enter"]],
      [keyboard.reply, [alt, shift, "R"]],
      [keyboard.react, [ctrl, shift, "E"]],
      [keyboard.copy, [ctrl, "C"]],
      [keyboard.remove, ["Delete"]],
    ],
  ],
  [
    keyboard.groups.writing,
    [
      [keyboard.send, ["Enter"]],
      [keyboard.newLine, [shift, "Enter"]],
      [keyboard.editLast, ["↑"]],
      [keyboard.attach, [ctrl, "U"]],
      [keyboard.shortcode, [":name:"]],
      [keyboard.markup, ["*b*"], ["_i_"], ["~s~"], ["`c`"]],
    ],
  ],
];

/** Every key the app knows. */
export function KeyboardGuide() {
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
