/** Maps and arrays inside each other. */
const MAX_DEPTH = 8;

/**
 * Whether bytes are one well-formed CBOR item (RFC 8949 section 5.3.1) of plain data: no tags, nothing of indefinite length,
 * text keys, no deeper than a payload is. Decoders give some tags a life of their own; strangers' bytes get none.
 */
export function isPlainCbor(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return endOf(view, 0, 0) === bytes.length;
}

/** The offset behind the item at `start`; undefined when it is not plain or not complete. */
function endOf(view: DataView, start: number, depth: number): number | undefined {
  if (depth > MAX_DEPTH || start >= view.byteLength) return undefined;
  const first = view.getUint8(start);
  const major = first >> 5;
  const head = headOf(view, start, first & 31);
  if (head === undefined || major === 6) return undefined;
  const { value, end } = head;
  if (major < 2 || major === 7) return end;
  // Also bounds the loops below: every item is a byte at least.
  if (value > view.byteLength - end) return undefined;
  if (major < 4) return end + value;
  let at: number | undefined = end;
  for (let items = 0; items < value && at !== undefined; items++) {
    if (major === 5)
      at = at < view.byteLength && view.getUint8(at) >> 5 === 3 ? endOf(view, at, depth + 1) : undefined;
    if (at !== undefined) at = endOf(view, at, depth + 1);
  }
  return at;
}

/** The argument of an item's head and the offset behind it (section 3). */
function headOf(
  view: DataView,
  start: number,
  info: number,
): { readonly value: number; readonly end: number } | undefined {
  if (info < 24) return { value: info, end: start + 1 };
  if (info > 27) return undefined;
  const width = 1 << (info - 24);
  const end = start + 1 + width;
  if (end > view.byteLength) return undefined;
  if (width === 1) return { value: view.getUint8(start + 1), end };
  if (width === 2) return { value: view.getUint16(start + 1), end };
  if (width === 4) return { value: view.getUint32(start + 1), end };
  return { value: view.getUint32(start + 1) * 2 ** 32 + view.getUint32(start + 5), end };
}
