import { type KeyLine, KeyTable, keyNames } from "../ui/key-table.tsx";
import { words } from "../words/index.ts";

const { ctrl, alt, shift } = keyNames;
const { keyboard } = words;

const groups: readonly (readonly [string, readonly KeyLine[]])[] = [
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
  return <KeyTable groups={groups} />;
}
