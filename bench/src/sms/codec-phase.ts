import { decodePdu, encodePdu, FrameSplitter } from "@culver/sms/smpp";
import { encodeText } from "@culver/sms/text";

export interface CodecFigures {
  /** submit_sm, PDUs/s. */
  readonly encoded: number;
  /** Split from a stream and decoded, PDUs/s. */
  readonly decoded: number;
}

const BODY = {
  sourceAddrTon: 5,
  sourceAddr: "Culver",
  destAddrTon: 1,
  destAddrNpi: 1,
  destinationAddr: "447700900123",
  registeredDelivery: 1,
};
const PER_READ = 1000;

/** The codec without sockets; the second of two runs. */
export function codecPhase(pdus: number): CodecFigures {
  const body = {
    ...BODY,
    shortMessage: encodeText("Your parcel is on its way and will be with you before noon.", "gsm7"),
  };
  let figures: CodecFigures = { encoded: 0, decoded: 0 };
  for (let run = 0; run < 2; run++) {
    const encoded = rate(pdus, () => {
      for (let i = 1; i <= pdus; i++) encodePdu({ command: "submit_sm", sequence: i, body });
    });
    const one = encodePdu({ command: "submit_sm", sequence: 1, body });
    const stream = Buffer.concat(Array.from({ length: PER_READ }, () => one));
    const decoded = rate(pdus, () => {
      const frames = new FrameSplitter();
      for (let i = 0; i < pdus / PER_READ; i++) {
        for (const frame of frames.push(stream)) if (frame.kind === "pdu") decodePdu(frame.octets);
      }
    });
    figures = { encoded, decoded };
  }
  return figures;
}

function rate(count: number, work: () => void): number {
  const began = performance.now();
  work();
  return count / ((performance.now() - began) / 1000);
}
