/**
 * The first byte of a value, which is an attribute's value or an element's text.
 * 0x00..0x3f: a string of so many bytes of UTF-8 follows. 0x80..0xff: one-byte token of the value dictionary.
 */
export const SHORT_STRING_MAX = 0x3f;
/** A varint length and UTF-8. */
export const TAG_STRING = 0x40;
/** A varint, written out in decimal. */
export const TAG_DECIMAL = 0x41;
/** A varint count of characters, then two characters of NIBBLES to a byte. */
export const TAG_NIBBLES = 0x42;
/** 16 bytes, written out as 22 characters of base64url. */
export const TAG_BASE64URL_16 = 0x43;
/** 32 bytes, written out as 43 characters of base64url. */
export const TAG_BASE64URL_32 = 0x44;
/** 16 bytes, written out as a lower-case UUID. */
export const TAG_UUID = 0x45;
/** The stream's domain. */
export const TAG_DOMAIN = 0x46;
/** 10 bytes: `account@` the stream's domain. */
export const TAG_BARE = 0x47;
/** 10 bytes and a varint: `account@` the stream's domain `/device`. */
export const TAG_FULL = 0x48;
/** 10 bytes and a string: `account@domain`. */
export const TAG_BARE_ELSEWHERE = 0x49;
/** 10 bytes, a string and a varint: `account@domain/device`. */
export const TAG_FULL_ELSEWHERE = 0x4a;
/** 10 bytes: an account id. */
export const TAG_ACCOUNT = 0x4b;
/** 20 bytes: the id of a 1:1 conversation. */
export const TAG_DIRECT = 0x4c;
/** 16 bytes: the id of a group conversation. */
export const TAG_GROUP = 0x4d;
/** 20 bytes: the address of a 1:1 conversation at the stream's domain. */
export const TAG_DIRECT_ADDRESS = 0x4e;
/** 20 bytes and one byte, 0 for the lower account or 1 for the higher: that account as its occupant. */
export const TAG_DIRECT_OCCUPANT = 0x4f;
/** 16 bytes: the address of a group conversation at the stream's domain. */
export const TAG_GROUP_ADDRESS = 0x50;
/** 26 bytes, the group's 16 and the account's 10: an occupant of a group conversation. */
export const TAG_GROUP_OCCUPANT = 0x51;
/** 0x60..0x6f: the first byte of a two-byte token of the value dictionary. */
export const TAG_TOKEN_2 = 0x60;
/** 0x80..0xff: a one-byte token. */
export const TAG_TOKEN_1 = 0x80;

/** The 16 characters of numbers, telephone numbers and date-times (XEP-0082). */
export const NIBBLES = "0123456789+-.:TZ";
