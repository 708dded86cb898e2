/** Information element identifiers Culver reads and writes (TS 23.040 section 9.2.3.24). */
export const Element = {
  concatenation8: 0x00,
  ports8: 0x04,
  ports16: 0x05,
  concatenation16: 0x08,
  singleShift: 0x24,
  lockingShift: 0x25,
} as const;
