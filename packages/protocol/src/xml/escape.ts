const TEXT_SPECIAL = /[&<>\r]/g;
/** A parser turns literal tabs and line ends in attribute values into spaces (XML 1.0 section 3.3.3). */
const ATTRIBUTE_SPECIAL = /[&<>"\t\n\r]/g;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#x9;",
  "\n": "&#xA;",
  "\r": "&#xD;",
};

/** Text as it stands between tags. */
export function escapeText(text: string): string {
  return text.replace(TEXT_SPECIAL, escapeOne);
}

/** Text as it stands between double quotes. */
export function escapeAttribute(text: string): string {
  return text.replace(ATTRIBUTE_SPECIAL, escapeOne);
}

function escapeOne(character: string): string {
  return ESCAPES[character] ?? character;
}
