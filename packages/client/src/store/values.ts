import { Encoder } from "cbor-x/index-no-eval";

/** The encoder's mode in which a value is written over the one before it (`RESET_BUFFER_MODE`; its types do not tell). */
const OVER_THE_LAST = 1024;

/** CBOR (RFC 8949) without code generation: a page's content security policy forbids eval. */
const cbor: { encode(value: unknown, mode: number): Uint8Array; decode(bytes: Uint8Array): unknown } =
  new Encoder({
    useRecords: false,
    mapsAsObjects: true,
    tagUint8Array: false,
    variableMapSize: true,
  });

/** Encodes plain data: objects with text keys, arrays, strings, numbers, bigints, booleans, bytes. */
export function encodeValue(value: unknown): Uint8Array {
  // The encoder hands out a view of the buffer that it writes the next value into.
  return new Uint8Array(cbor.encode(value, OVER_THE_LAST));
}

/** Throws whatever the decoder throws for bytes that are no CBOR; the caller checks the shape. */
export function decodeValue(bytes: Uint8Array): unknown {
  return cbor.decode(bytes);
}
