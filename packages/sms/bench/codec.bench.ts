import { FrameSplitter } from "../src/smpp/frames.ts";
import { decodePdu, encodePdu } from "../src/smpp/pdu.ts";
import { encodeText } from "../src/text/index.ts";
import { say } from "./say.ts";

/** A one-time code as the gateway submits it. */
export const submitBody = {
  sourceAddrTon: 5,
  sourceAddr: "Culver",
  destAddrTon: 1,
  destAddrNpi: 1,
  destinationAddr: "447700900123",
  registeredDelivery: 1,
  validityPeriod: "000000001000000R",
  shortMessage: encodeText("Your Culver code is 482913. Do not share it.", "gsm7"),
};

/** submit_sm per second. */
export interface CodecRates {
  readonly encode: number;
  /** Cut out of a byte stream and decoded. */
  readonly decode: number;
  /** Each one encoded, cut out and decoded. */
  readonly both: number;
}

/** Speed of the SMPP codec alone, on one core. @param count PDUs per measurement. */
export function benchCodec(count = 200_000): CodecRates {
  const tlvs = { userMessageReference: 7 };
  const encodeOne = (sequence: number) =>
    encodePdu({ command: "submit_sm", sequence, body: submitBody, tlvs });
  const stream = Buffer.concat(Array.from({ length: 1000 }, () => encodeOne(1)));
  const frames = new FrameSplitter();
  const decodeAll = (octets: Buffer) => {
    for (const frame of frames.push(octets)) if (frame.kind === "pdu") decodePdu(frame.octets);
  };
  const measure = (work: (sequence: number) => void, perCall: number) => {
    const began = performance.now();
    for (let sequence = 1; sequence <= count / perCall; sequence++) work(sequence);
    return Math.round(count / ((performance.now() - began) / 1000));
  };
  const all = (): CodecRates => ({
    encode: measure((sequence) => void encodeOne(sequence), 1),
    decode: measure(() => decodeAll(stream), 1000),
    both: measure((sequence) => decodeAll(encodeOne(sequence)), 1),
  });
  // The first round is for the compiler.
  all();
  return all();
}

if (import.meta.main) {
  const { encode, decode, both } = benchCodec();
  say("encode submit_sm", encode);
  say("split and decode submit_sm", decode);
  say("encode, split and decode submit_sm", both);
}
