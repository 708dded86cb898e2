/** Text that both engines store as it is. */
export const storable = (text: string): string =>
  text.replace(/\p{Surrogate}/gu, "\ufffd").replaceAll("\0", "");
