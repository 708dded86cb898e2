import { type Body, bodies } from "./bodies.ts";
import { type Command, commandIds, commandOf, isResponseId } from "./command-ids.ts";
import { PduError } from "./errors.ts";
import type { FieldCodec } from "./field-codecs.ts";
import { Reader } from "./reader.ts";
import { Status } from "./statuses.ts";
import { readTlvs, type Tlvs, writeTlvs } from "./tlvs.ts";
import { Writer } from "./writer.ts";

/** A decoded PDU of command `C`. */
export interface Pdu<C extends Command = Command> {
  readonly command: C;
  /** command_status: 0 in requests. */
  readonly status: number;
  /** 1..0x7FFFFFFF; a response repeats its request's. */
  readonly sequence: number;
  readonly body: Body<C>;
  readonly tlvs: Tlvs;
}

/** Any PDU, told apart by `command`. */
export type AnyPdu = { [C in Command]: Pdu<C> }[Command];

/** What `encodePdu` takes: parameters left out are sent empty or zero. */
export interface PduInput<C extends Command> {
  readonly command: C;
  readonly sequence: number;
  readonly status?: number;
  readonly body?: Partial<Body<C>>;
  readonly tlvs?: Tlvs;
}

/** The four integers every PDU starts with (SMPP 3.4 section 3.2). */
export interface PduHeader {
  readonly length: number;
  readonly id: number;
  readonly status: number;
  readonly sequence: number;
}

export const HEADER_LENGTH = 16;

const fieldsOf = Object.fromEntries(
  Object.entries(bodies).map(([command, table]) => [command, Object.entries(table)]),
) as unknown as Record<Command, [name: string, codec: FieldCodec<unknown>][]>;

/** @param octets at least 16. */
export function readHeader(octets: Buffer): PduHeader {
  return {
    length: octets.readUInt32BE(0),
    id: octets.readUInt32BE(4),
    status: octets.readUInt32BE(8),
    sequence: octets.readUInt32BE(12),
  };
}

/** @throws PduError when a value does not fit its field. */
export function encodePdu<C extends Command>(pdu: PduInput<C>): Buffer {
  const writer = new Writer();
  writer.uint32(0);
  writer.uint32(commandIds[pdu.command]);
  writer.uint32(pdu.status ?? 0);
  writer.uint32(pdu.sequence);
  const body = pdu.body as Readonly<Record<string, unknown>> | undefined;
  // A failed response carries no body (SMPP 3.4 section 4.1.2 and others).
  const bodiless = (pdu.status ?? 0) !== 0 && !body;
  if (!bodiless) {
    for (const [name, codec] of fieldsOf[pdu.command]) codec.write(writer, body?.[name] ?? codec.initial);
    if (pdu.tlvs) writeTlvs(writer, pdu.tlvs);
  }
  writer.setUint32(0, writer.length);
  return writer.finish();
}

/**
 * Decodes one whole PDU. Responses are read leniently, since there is nobody to tell: a body that is
 * missing, as in failures and from some carriers, reads as empty, and malformed optional parameters as none.
 * @throws PduError with the status to answer: ESME_RINVCMDID for an unknown command.
 */
export function decodePdu(octets: Buffer): AnyPdu {
  const { id, status, sequence } = readHeader(octets);
  const command = commandOf(id);
  if (!command) throw new PduError(Status.ESME_RINVCMDID, "the command is unknown");
  const reader = new Reader(octets, HEADER_LENGTH);
  const response = isResponseId(id);
  const body: Record<string, unknown> = {};
  const absent = response && reader.left === 0;
  // 5.0 and some carriers give a failed response a body, and not always a whole one.
  const loose = response && status !== Status.ESME_ROK;
  for (const [name, codec] of fieldsOf[command]) {
    body[name] = absent || (loose && reader.left === 0) ? codec.initial : codec.read(reader);
  }
  let tlvs: Tlvs = {};
  try {
    tlvs = readTlvs(reader);
  } catch (error) {
    if (!response) throw error;
  }
  return { command, status, sequence, body, tlvs } as unknown as AnyPdu;
}
