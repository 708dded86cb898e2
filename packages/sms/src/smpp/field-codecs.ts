import { PduError } from "./errors.ts";
import type { Reader } from "./reader.ts";
import { Status } from "./statuses.ts";
import type { Writer } from "./writer.ts";

/** How one mandatory parameter is read and written (SMPP 3.4 section 3.1). */
export interface FieldCodec<T> {
  /** Written when the parameter is left out. */
  readonly initial: T;
  read(reader: Reader): T;
  write(writer: Writer, value: T): void;
}

export const int8: FieldCodec<number> = {
  initial: 0,
  read: (reader) => reader.uint8(),
  write: (writer, value) => writer.uint8(value),
};

/**
 * A C-octet string.
 * @param max octets with the NUL.
 * @param status answered when it is longer or has no end.
 */
export function cstring(max: number, status: number = Status.ESME_RINVCMDLEN): FieldCodec<string> {
  return {
    initial: "",
    read: (reader) => reader.cstring(max, status),
    write: (writer, value) => writer.cstring(value, max, status),
  };
}

/** A C-octet string of a response, where there is nobody to tell that it is malformed: read as far as it goes. */
export function looseCstring(max: number, status: number): FieldCodec<string> {
  return { ...cstring(max, status), read: (reader) => reader.looseCstring(max) };
}

const empty = new Uint8Array(0);

/** sm_length and short_message, one field here. SMPP 3.4 allows 254 octets; 255 is read as well. */
export const shortMessage: FieldCodec<Uint8Array> = {
  initial: empty,
  read(reader) {
    const length = reader.uint8();
    if (length > reader.left) throw new PduError(Status.ESME_RINVMSGLEN, "sm_length exceeds the PDU");
    return length === 0 ? empty : reader.take(length);
  },
  write(writer, value) {
    if (value.length > 254) throw new PduError(Status.ESME_RINVMSGLEN, "short_message is too long");
    writer.uint8(value.length);
    writer.octets(value);
  },
};

/** An octet count followed by that many elements, each read by `read` and written by `write`. */
export function list<T>(
  read: (reader: Reader) => T,
  write: (writer: Writer, value: T) => void,
): FieldCodec<readonly T[]> {
  return {
    initial: [],
    read(reader) {
      const count = reader.uint8();
      return Array.from({ length: count }, () => read(reader));
    },
    write(writer, values) {
      if (values.length > 255) throw new PduError(Status.ESME_RINVNUMDESTS, "a list is too long");
      writer.uint8(values.length);
      for (const value of values) write(writer, value);
    },
  };
}
