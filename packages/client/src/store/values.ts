import { Encoder } from "cbor-x/index-no-eval";

/** CBOR (RFC 8949) without code generation: a page's content security policy forbids eval. */
const cbor = new Encoder({
  useRecords: false,
  mapsAsObjects: true,
  tagUint8Array: false,
  variableMapSize: true,
});

/** Encodes plain data: objects with text keys, arrays, strings, numbers, bigints, booleans, bytes. */
export function encodeValue(value: unknown): Uint8Array {
  // The encoder hands out a view of a buffer it goes on using.
  return new Uint8Array(cbor.encode(value));
}

/** Throws whatever the decoder throws for bytes that are no CBOR; the caller checks the shape. */
export function decodeValue(bytes: Uint8Array): unknown {
  return cbor.decode(bytes);
}
