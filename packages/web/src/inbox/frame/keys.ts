import type { Shortcut } from "../../lib/shortcut.ts";
import { type KeyLine, keyNames } from "../../ui/key-table.tsx";
import { inboxWords } from "../../words/inbox.ts";

/** The keys of the inbox: those of the app where they mean the same. */
export const inboxKeys = [
  { name: "previous", key: "arrowup", alt: true },
  { name: "next", key: "arrowdown", alt: true },
  { name: "nextUnread", key: "arrowdown", alt: true, shift: true },
  { name: "begin", key: "n", alt: true },
  { name: "search", key: "f", ctrl: true },
  { name: "composer", key: "c", alt: true },
  { name: "note", key: "o", alt: true },
  { name: "newest", key: "j", ctrl: true },
  { name: "attach", key: "u", ctrl: true },
  { name: "take", key: "t", alt: true },
  { name: "close", key: "e", alt: true },
  { name: "details", key: "i", alt: true },
  { name: "reply", key: "r", alt: true, shift: true },
  { name: "guide", key: "/", ctrl: true },
] as const satisfies readonly Shortcut[];

const { ctrl, alt, shift } = keyNames;
const words = inboxWords.keyboard;

export const keyGroups: readonly (readonly [string, readonly KeyLine[]])[] = [
  [
    words.chats,
    [
      [words.previous, [alt, "↑"]],
      [words.next, [alt, "↓"]],
      [words.nextUnread, [alt, shift, "↓"]],
      [words.filter, [alt, "1…5"]],
      [words.search, [ctrl, "F"]],
      [words.begin, [alt, "N"]],
      [words.take, [alt, "T"]],
      [words.closeThread, [alt, "E"]],
      [words.details, [alt, "I"]],
      [words.guide, [ctrl, "/"]],
      [words.close, ["Esc"]],
    ],
  ],
  [
    words.writing,
    [
      [words.composer, [alt, "C"]],
      [words.note, [alt, "O"]],
      [words.send, ["Enter"]],
      [words.newLine, [shift, "Enter"]],
      [words.quick, ["/"]],
      [words.emoji, [":name:"]],
      [words.attach, [ctrl, "U"]],
      [words.newest, [ctrl, "J"]],
      [words.between, ["↑"], ["↓"]],
      [words.reply, [alt, shift, "R"]],
      [words.menu, ["Enter"]],
    ],
  ],
];
