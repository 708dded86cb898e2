import { languageOf } from "./national/languages.ts";
import type { Shift } from "./shift.ts";
import { Element } from "./udh-elements.ts";

/** Where a part stands in a concatenated short message (TS 23.040 section 9.2.3.24.1 and .8). */
export interface Concatenation {
  /** Shared by all parts; 0..255 with an 8-bit header, 0..65535 with a 16-bit one. */
  readonly reference: number;
  readonly total: number;
  /** 1..total */
  readonly part: number;
}

/** Application ports of an 8-bit message (TS 23.040 section 9.2.3.24.3 and .4). */
export interface Ports {
  readonly destination: number;
  readonly source: number;
}

/** A user data header read from the start of a short message. */
export interface UserDataHeader {
  readonly concatenation?: Concatenation;
  readonly ports?: Ports;
  /** National language tables of this part (section 9.2.3.24.15 and .16); absent when it names none we know. */
  readonly shift?: Shift;
  /** Octets the header takes, its length octet included. */
  readonly length: number;
}

/**
 * Reads the user data header of a short message whose esm_class has the UDHI bit. Returns undefined when
 * the octets are no well-formed header; elements it does not know are skipped (TS 23.040 section 9.2.3.24).
 */
export function parseUserDataHeader(octets: Uint8Array): UserDataHeader | undefined {
  const length = (octets[0] ?? -1) + 1;
  if (length < 1 || length > octets.length) return undefined;
  let concatenation: Concatenation | undefined;
  let ports: Ports | undefined;
  let shift: Shift = {};
  for (let at = 1; at < length; ) {
    const id = octets[at];
    const size = octets[at + 1];
    if (size === undefined || at + 2 + size > length) return undefined;
    const data = octets.subarray(at + 2, at + 2 + size);
    const [a = 0, b = 0, c = 0, d = 0] = data;
    if (id === Element.concatenation8 && size === 3) concatenation = { reference: a, total: b, part: c };
    else if (id === Element.concatenation16 && size === 4) {
      concatenation = { reference: (a << 8) | b, total: c, part: d };
    } else if (id === Element.ports8 && size === 2) ports = { destination: a, source: b };
    else if (id === Element.ports16 && size === 4) {
      ports = { destination: (a << 8) | b, source: (c << 8) | d };
    } else if (id === Element.singleShift && size === 1) shift = withLanguage(shift, "single", a);
    else if (id === Element.lockingShift && size === 1) shift = withLanguage(shift, "locking", a);
    at += 2 + size;
  }
  const valid = concatenation && concatenation.part >= 1 && concatenation.part <= concatenation.total;
  return {
    length,
    ...(concatenation && valid ? { concatenation } : {}),
    ...(ports ? { ports } : {}),
    ...(shift.locking || shift.single ? { shift } : {}),
  };
}

/** An identifier without a table leaves the table in force (section 9.2.3.24.15). */
function withLanguage(shift: Shift, kind: keyof Shift, identifier: number): Shift {
  const language = languageOf(identifier);
  return language ? { ...shift, [kind]: language } : shift;
}
