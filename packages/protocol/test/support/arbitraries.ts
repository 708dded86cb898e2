import fc from "fast-check";
import { DICTIONARY } from "../../src/binary/dictionary.ts";
import {
  BINARY_ELEMENTS,
  type Content,
  directConversation,
  type Element,
  el,
  generateAccountId,
  generateGroupConversationId,
  generateStanzaId,
  isBinaryElement,
  NS_CLIENT,
} from "../../src/index.ts";

export const DOMAIN = "chat.example.org";

const nameStart = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
const nameRest = `${nameStart}0123456789-.`;

/** A name of the model, as it may come from a stranger. */
const name = fc
  .tuple(fc.constantFrom(...nameStart), fc.string({ unit: fc.constantFrom(...nameRest), maxLength: 63 }))
  .map(([first, rest]) => first + rest)
  .filter((text) => text !== "xmlns" && text !== "__proto__");

const visible = Array.from({ length: 0x7f - 0x21 }, (_, i) => String.fromCharCode(0x21 + i));
const namespace = fc.string({ unit: fc.constantFrom(...visible), minLength: 1, maxLength: 128 });

const xmlCharacter = fc.oneof(
  fc.constantFrom(
    "\t",
    "\n",
    "\r",
    "&",
    "<",
    ">",
    '"',
    "'",
    "]",
    " ",
    "\ufeff",
    "\u0085",
    "\u2028",
    "\ufffd",
  ),
  fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)),
  fc.integer({ min: 0x7f, max: 0xd7ff }).map((code) => String.fromCodePoint(code)),
  fc.integer({ min: 0xe000, max: 0xfffd }).map((code) => String.fromCodePoint(code)),
  fc.integer({ min: 0x10000, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
);

/** Any text that XML can carry. */
const text = fc.string({ unit: xmlCharacter, maxLength: 200 });

const account = fc.constant(0).map(() => generateAccountId());
const domain = fc.constantFrom(DOMAIN, "elsewhere.example", "x", `${DOMAIN}x`);
const device = fc.oneof(
  fc.integer({ min: 0, max: 2147483650 }).map(String),
  fc.constantFrom("01", "", "x", "4294967297"),
);
const conversation = fc.oneof(
  fc.tuple(account, account).map(([a, b]) => directConversation(a, b)),
  fc.constant(0).map(() => generateGroupConversationId()),
);

const packable = fc.oneof(
  fc.tuple(account, domain).map(([a, d]) => `${a}@${d}`),
  fc.tuple(account, domain, device).map(([a, d, n]) => `${a}@${d}/${n}`),
  conversation,
  fc.tuple(conversation, domain).map(([c, d]) => `${c}@${d}`),
  fc.tuple(conversation, domain, account).map(([c, d, a]) => `${c}@${d}/${a}`),
  fc.tuple(conversation, fc.nat(1)).map(([c, i]) => `${c}@${DOMAIN}/${c.split(".")[1 + i] ?? ""}`),
  account,
  domain,
  fc.constant(0).map(() => generateStanzaId()),
  fc.uuid(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
  fc.string({ unit: fc.constantFrom(..."0123456789+-.:TZ"), maxLength: 80 }),
  fc.constantFrom(...DICTIONARY.flatMap((section) => section.values.split(" "))),
);

/** A text that some packed form fits, and the same with one character changed. */
const nearlyPackable = fc
  .tuple(packable, fc.nat(), fc.constantFrom("", "A", "=", "8", "\u00e9", "@", "/"))
  .map(
    ([whole, at, other]) =>
      whole.slice(0, at % (whole.length + 1)) + other + whole.slice((at % (whole.length + 1)) + 1),
  );

const value = fc.oneof(text, packable, nearlyPackable);

const knownHeads = DICTIONARY.flatMap((section) => section.elements).flatMap(([xmlns, names]) =>
  names.split(" ").map((known): [string, string] => [known, xmlns]),
);
const binaryHeads = Object.entries(BINARY_ELEMENTS).flatMap(([xmlns, names]) =>
  names.map((known): [string, string] => [known, xmlns]),
);
const head = fc.oneof(
  fc.constantFrom(...knownHeads),
  fc.constantFrom(...binaryHeads),
  fc.tuple(name, namespace),
  fc.tuple(name, fc.constantFrom(NS_CLIENT)),
);

const knownAttributes = DICTIONARY.flatMap((section) => section.attributes.split(" "));
const attribute = fc.oneof(
  fc.constantFrom(...knownAttributes),
  fc.constantFrom("constructor", "toString", "0"),
  name,
);
const attrs = fc
  .array(fc.tuple(attribute, value), { maxLength: 6 })
  .map((pairs) => Object.fromEntries(pairs.filter(([key]) => key !== "0")));

type Maker = (children: readonly Element[], words: string, bytes: Uint8Array, kind: number) => Element;

const maker: fc.Arbitrary<Maker> = fc.tuple(head, attrs).map(([[local, xmlns], some]): Maker => {
  return (children, words, bytes, kind) => {
    const leaf: Content = isBinaryElement(local, xmlns) ? bytes : words;
    return el(local, xmlns, some, kind === 0 ? undefined : kind === 1 ? leaf : children);
  };
});

function elementOf(children: fc.Arbitrary<readonly Element[]>): fc.Arbitrary<Element> {
  return fc
    .tuple(maker, children, value, fc.uint8Array({ maxLength: 400 }), fc.nat(2))
    .map(([make, inner, words, bytes, kind]) => make(inner, words, bytes, kind));
}

const leaf = elementOf(fc.constant([]));
const twig = elementOf(fc.array(leaf, { maxLength: 5 }));

/** Any element of the model, three deep at most. */
export const element = elementOf(fc.array(fc.oneof(leaf, twig), { maxLength: 5 }));
