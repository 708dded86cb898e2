import { hasLockingShift, tablesOf } from "./national/languages.ts";
import type { Shift } from "./shift.ts";
import type { Concatenation, Ports } from "./udh.ts";
import { Element } from "./udh-elements.ts";

/** Bits of the reference number in a concatenation header. */
export type ReferenceBits = 8 | 16;

/** What a user data header says; nothing at all needs none. */
export interface HeaderContent {
  readonly concatenation?: Concatenation;
  /** 8 unless told. */
  readonly referenceBits?: ReferenceBits;
  /** Written as 16-bit ports. */
  readonly ports?: Ports;
  readonly shift?: Shift;
}

/**
 * Writes a user data header, length octet first, as TS 23.040 section 9.2.3.24 lays it out: concatenation
 * (.1, .8), ports (.4), national language shifts (.15, .16). Empty when there is nothing to say. References
 * are taken modulo their width, ports modulo 65536.
 */
export function writeUserDataHeader({
  concatenation,
  referenceBits,
  ports,
  shift,
}: HeaderContent): Uint8Array {
  const elements: number[] = [];
  if (concatenation) {
    const { reference, total, part } = concatenation;
    if (referenceBits === 16) elements.push(Element.concatenation16, 4, (reference >> 8) & 0xff);
    else elements.push(Element.concatenation8, 3);
    elements.push(reference & 0xff, total, part);
  }
  if (ports) {
    const { destination, source } = ports;
    elements.push(Element.ports16, 4, (destination >> 8) & 0xff, destination & 0xff);
    elements.push((source >> 8) & 0xff, source & 0xff);
  }
  if (shift?.single) elements.push(Element.singleShift, 1, tablesOf(shift.single).identifier);
  if (shift?.locking && hasLockingShift(shift.locking)) {
    elements.push(Element.lockingShift, 1, tablesOf(shift.locking).identifier);
  }
  return elements.length === 0 ? new Uint8Array() : Uint8Array.of(elements.length, ...elements);
}

/** An 8-bit concatenation header, length octet first. */
export function concatenationHeader(concatenation: Concatenation): Uint8Array {
  return writeUserDataHeader({ concatenation });
}

/** Octets of the header `concatenationHeader` makes. */
export const CONCATENATION_LENGTH = 6;
