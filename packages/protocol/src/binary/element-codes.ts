/** Where a token of a name or namespace would stand: the name follows as a string. */
export const LITERAL = 0x00;
/** Element tokens from here on take two bytes: this plus the high four bits, then the low eight. */
export const WIDE_ELEMENT = 0xf0;

/** The low two bits of the byte behind an element's name; the high six count its attributes. */
export const CONTENT_NONE = 0;
export const CONTENT_TEXT = 1;
export const CONTENT_BYTES = 2;
export const CONTENT_CHILDREN = 3;
