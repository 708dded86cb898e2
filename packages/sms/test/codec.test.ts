import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { bodies } from "../src/smpp/bodies.ts";
import { type Command, commandIds } from "../src/smpp/command-ids.ts";
import { PduError } from "../src/smpp/errors.ts";
import { FrameSplitter, MAX_SKIPPED_LENGTH } from "../src/smpp/frames.ts";
import { type AnyPdu, decodePdu, encodePdu, readHeader } from "../src/smpp/pdu.ts";
import { Status, statusName, statusWords } from "../src/smpp/statuses.ts";

const commands = Object.keys(commandIds) as Command[];

describe("PDU codec", () => {
  test("bind_transceiver is octet for octet what SMPP 3.4 section 4.1.5 lays out", () => {
    const octets = encodePdu({
      command: "bind_transceiver",
      sequence: 1,
      body: { systemId: "SMPP3TEST", password: "secret08", systemType: "SUBMIT1", interfaceVersion: 0x34 },
    });
    const hex =
      "0000002f000000090000000000000001" +
      "534d50503354455354007365637265743038005355424d49543100" +
      "34000000";
    expect(octets.toString("hex")).toBe(hex);
  });

  test("every command round-trips empty", () => {
    for (const command of commands) {
      const octets = encodePdu({ command, sequence: 7 });
      expect(octets.readUInt32BE(0)).toBe(octets.length);
      const pdu = decodePdu(octets);
      expect(pdu.command).toBe(command);
      expect(pdu.sequence).toBe(7);
      expect(Object.keys(pdu.body)).toEqual(Object.keys(bodies[command]));
    }
  });

  test("submit_sm round-trips with any content", () => {
    const address = fc.stringMatching(/^[0-9A-Za-z]{0,20}$/);
    fc.assert(
      fc.property(
        fc.record({
          sourceAddr: address,
          destinationAddr: address,
          esmClass: fc.nat(255),
          dataCoding: fc.nat(255),
          validityPeriod: fc.stringMatching(/^([0-9]{15}[R+-])?$/),
          shortMessage: fc.uint8Array({ maxLength: 254 }),
        }),
        fc.record(
          {
            userMessageReference: fc.nat(0xffff),
            receiptedMessageId: fc.stringMatching(/^[0-9a-f]{0,64}$/),
            messagePayload: fc.uint8Array({ maxLength: 2000 }),
            sarTotalSegments: fc.nat(255),
            alertOnMessageDelivery: fc.constant(true as const),
          },
          { requiredKeys: [] },
        ),
        fc.integer({ min: 1, max: 0x7fffffff }),
        (body, tlvs, sequence) => {
          const pdu = decodePdu(encodePdu({ command: "submit_sm", sequence, body, tlvs }));
          expect(pdu.body).toMatchObject(body);
          expect(pdu.tlvs).toEqual(tlvs);
          expect(pdu.sequence).toBe(sequence);
        },
      ),
    );
  });

  test("unknown optional parameters survive", () => {
    const others = [{ tag: 0x1401, value: Uint8Array.of(1, 2, 3) }];
    const pdu = decodePdu(encodePdu({ command: "deliver_sm", sequence: 1, tlvs: { others } }));
    expect(pdu.tlvs.others).toEqual(others);
  });

  test("submit_multi carries numbers and lists", () => {
    const destinations = [{ ton: 1, npi: 1, address: "447700900123" }, { distributionList: "everyone" }];
    const pdu = decodePdu(encodePdu({ command: "submit_multi", sequence: 2, body: { destinations } }));
    expect(pdu.command === "submit_multi" && pdu.body.destinations).toEqual(destinations);
  });

  test("a failed response has no body, and one without a body decodes", () => {
    const octets = encodePdu({ command: "submit_sm_resp", sequence: 3, status: Status.ESME_RTHROTTLED });
    expect(octets.length).toBe(16);
    const pdu = decodePdu(octets);
    expect(pdu.status).toBe(0x58);
    expect(pdu.command === "submit_sm_resp" && pdu.body.messageId).toBe("");
  });

  test("a string that runs to the end of the PDU is refused with the field's status", () => {
    const whole = encodePdu({ command: "submit_sm", sequence: 1, body: { destinationAddr: "447700900123" } });
    const cut = Buffer.from(whole.subarray(0, 24));
    cut.writeUInt32BE(cut.length, 0);
    expect(() => decodePdu(cut)).toThrow(expect.objectContaining({ status: Status.ESME_RINVDSTADR }));
  });

  test("sm_length beyond the PDU is ESME_RINVMSGLEN", () => {
    const octets = encodePdu({
      command: "submit_sm",
      sequence: 1,
      body: { shortMessage: Uint8Array.of(1, 2) },
    });
    octets[octets.length - 3] = 200;
    expect(() => decodePdu(octets)).toThrow(expect.objectContaining({ status: Status.ESME_RINVMSGLEN }));
  });

  test("values that do not fit are refused when encoding", () => {
    const encode = (body: object) => () => encodePdu({ command: "submit_sm", sequence: 1, body });
    expect(encode({ sourceAddr: "x".repeat(21) })).toThrow(PduError);
    expect(encode({ sourceAddr: "a\0b" })).toThrow(PduError);
    expect(encode({ shortMessage: new Uint8Array(255) })).toThrow(PduError);
  });

  test("any octets decode or fail with a PduError", () => {
    const command = fc.oneof(fc.constantFrom(...Object.values(commandIds)), fc.nat(0xffffffff));
    fc.assert(
      fc.property(command, fc.uint8Array({ maxLength: 300 }), (id, rest) => {
        const octets = Buffer.alloc(16 + rest.length);
        octets.writeUInt32BE(octets.length, 0);
        octets.writeUInt32BE(id, 4);
        octets.set(rest, 16);
        try {
          decodePdu(octets);
        } catch (error) {
          expect(error).toBeInstanceOf(PduError);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("statuses have words", () => {
    expect(statusName(0x0b)).toBe("ESME_RINVDSTADR");
    expect(statusWords(0x0b)).toBe("destination address is invalid");
    expect(statusName(0x400)).toBe("0x00000400");
  });
});

describe("frame splitter", () => {
  const stream = commands.map((command, index) => encodePdu({ command, sequence: index + 1 }));

  test("PDUs come out whole, however the stream is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (sizes) => {
        const whole = Buffer.concat(stream);
        const splitter = new FrameSplitter();
        const out: AnyPdu[] = [];
        for (let at = 0, i = 0; at < whole.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          for (const frame of splitter.push(whole.subarray(at, at + size))) {
            if (frame.kind === "pdu") out.push(decodePdu(frame.octets));
          }
          at += size;
        }
        expect(out.map(({ command }) => command)).toEqual(commands);
      }),
    );
  });

  test.each([0, 1, 4, 15, MAX_SKIPPED_LENGTH + 1, 0xffffffff])("a length of %d ends the stream", (length) => {
    const octets = Buffer.alloc(16);
    octets.writeUInt32BE(length, 0);
    octets.writeUInt32BE(77, 12);
    const splitter = new FrameSplitter();
    expect(splitter.push(octets)).toEqual([{ kind: "bad-length", sequence: 77, skipped: false }]);
    expect(splitter.push(Buffer.concat(stream))).toEqual([]);
  });

  test("a PDU above the limit is passed over, and the next is read", () => {
    const large = Buffer.alloc(5000);
    large.writeUInt32BE(5000, 0);
    large.writeUInt32BE(9, 12);
    const whole = Buffer.concat([large, encodePdu({ command: "enquire_link", sequence: 10 })]);
    for (const size of [1, 13, 700, 6000]) {
      const splitter = new FrameSplitter(1000);
      const frames = [];
      for (let at = 0; at < whole.length; at += size) {
        for (const frame of splitter.push(whole.subarray(at, at + size))) {
          frames.push(frame.kind === "pdu" ? readHeader(frame.octets).sequence : frame);
        }
      }
      expect(frames).toEqual([{ kind: "bad-length", sequence: 9, skipped: true }, 10]);
    }
  });

  test("any octets in any pieces: no exception, and memory for no more than a PDU and a chunk", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 30 }), (chunks) => {
        const splitter = new FrameSplitter(500);
        for (const chunk of chunks) {
          for (const frame of splitter.push(chunk)) {
            if (frame.kind === "pdu") expect(frame.octets.length).toBeLessThanOrEqual(500);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
