import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import vectors from "../../../docs/protocol/vectors/attachments.json";
import {
  AttachmentError,
  CHUNK_BYTES,
  decodeLinkFragment,
  decryptAttachment,
  encodeLinkFragment,
  encryptAttachment,
  encryptedSize,
  encryptRange,
  generateAttachmentKey,
  openAttachment,
  paddedSize,
} from "../src/attachment/index.ts";
import { equalBytes } from "../src/bytes.ts";

const SEALED = CHUNK_BYTES + 16;

/** Octets that differ from place to place. */
function octets(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 0xff);
}

function stream(bytes: Uint8Array, piece = 50_000): ReadableStream<Uint8Array> {
  let offset = 0;
  return new ReadableStream({
    pull(controller) {
      if (offset >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(offset, offset + piece));
      offset += piece;
    },
  });
}

async function collect(readable: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const reader = readable.getReader();
  const pieces: Uint8Array[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read())
    pieces.push(next.value.slice());
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.length;
  }
  return all;
}

async function encrypted(file: Uint8Array, piece?: number) {
  const key = generateAttachmentKey();
  const { transform, hash } = await encryptAttachment(key, file.length);
  const ciphertext = await collect(stream(file, piece).pipeThrough(transform));
  return { ciphertext, parameters: { key, hash: hash(), size: file.length } };
}

/** Comparing large arrays octet by octet is slow where a matcher could show the difference. */
function expectSame(actual: Uint8Array, expected: Uint8Array): void {
  expect(equalBytes(actual, expected)).toBe(true);
}

type Encrypted = Awaited<ReturnType<typeof encrypted>>;

async function decrypted({ ciphertext, parameters }: Encrypted, piece?: number): Promise<Uint8Array> {
  return collect(stream(ciphertext, piece).pipeThrough(await decryptAttachment(parameters)));
}

async function refusal(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AttachmentError) return error.reason;
    throw error;
  }
  return "none";
}

describe("attachments", () => {
  test("come back as they were, at every size around a chunk and a bucket", async () => {
    const sizes = [
      0,
      1,
      1023,
      1024,
      1025,
      CHUNK_BYTES - 1,
      CHUNK_BYTES,
      CHUNK_BYTES + 1,
      3 * CHUNK_BYTES,
      200_001,
    ];
    for (const size of sizes) {
      const file = octets(size);
      const sealed = await encrypted(file);
      expect(sealed.ciphertext.length).toBe(encryptedSize(size));
      expectSame(await decrypted(sealed), file);
    }
  });

  test("come back however the streams are cut", async () => {
    const file = octets(150_000);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 100, max: 200_000 }),
        fc.integer({ min: 100, max: 200_000 }),
        async (one, other) => {
          expectSame(await decrypted(await encrypted(file, one), other), file);
        },
      ),
      { numRuns: 10 },
    );
  });

  test("are padded: at most an eighth more, and few lengths for many sizes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1024, max: 100 * 1024 * 1024 }), (size) => {
        const padded = paddedSize(size);
        expect(padded).toBeGreaterThanOrEqual(size);
        expect(padded / size).toBeLessThanOrEqual(1.12);
        expect(paddedSize(padded)).toBe(padded);
      }),
    );
    const lengths = new Set(Array.from({ length: 20_000 }, (_, index) => paddedSize(1_000_000 + index * 7)));
    expect(lengths.size).toBeLessThan(10);
    expect(encryptedSize(100 * 1024 * 1024)).toBe(104_883_200);
  });

  test("any range of the ciphertext can be made again, for an upload that goes on", async () => {
    const file = octets(300_000);
    const { ciphertext, parameters } = await encrypted(file);
    const read = async (start: number, end: number) => file.slice(start, end);
    await fc.assert(
      fc.asyncProperty(fc.nat(ciphertext.length), fc.nat(200_000), async (from, length) => {
        const range = await encryptRange(parameters.key, file.length, read, from, from + length);
        expectSame(range, ciphertext.slice(from, from + length));
      }),
      { numRuns: 25 },
    );
  });

  test("an interrupted decryption goes on behind what it gave out", async () => {
    const file = octets(4 * CHUNK_BYTES + 100);
    const { ciphertext, parameters } = await encrypted(file);
    const opener = await openAttachment(parameters);
    await opener.replay(file.slice(0, 3 * CHUNK_BYTES));
    expect(opener.taken).toBe(3 * SEALED);
    const rest: Uint8Array[] = [];
    for await (const plaintext of opener.push(ciphertext.slice(opener.taken))) rest.push(plaintext.slice());
    await opener.finish();
    expect(rest.reduce((length, piece) => length + piece.length, 0)).toBe(file.length - 3 * CHUNK_BYTES);
  });

  test("do not decrypt when any bit has flipped, wherever it is", async () => {
    const sealed = await encrypted(octets(2 * CHUNK_BYTES));
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.ciphertext.length * 8 - 1), async (bit) => {
        const ciphertext = sealed.ciphertext.slice();
        ciphertext[bit >> 3] = (ciphertext[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(await refusal(() => decrypted({ ...sealed, ciphertext }))).toBe("chunk");
      }),
      { numRuns: 30 },
    );
  });

  test("are refused when truncated, at a chunk's end as well", async () => {
    const sealed = await encrypted(octets(2 * CHUNK_BYTES + 5000));
    for (const length of [0, 1, SEALED, 2 * SEALED, sealed.ciphertext.length - 1]) {
      const ciphertext = sealed.ciphertext.slice(0, length);
      expect(await refusal(() => decrypted({ ...sealed, ciphertext }))).toBe("truncated");
    }
    // Whoever claims that the file is the shorter one: its last chunk is not marked as the last.
    const ciphertext = sealed.ciphertext.slice(0, SEALED);
    const parameters = { ...sealed.parameters, size: CHUNK_BYTES };
    expect(await refusal(() => decrypted({ ciphertext, parameters }))).toBe("chunk");
  });

  test("are refused when chunks are swapped, repeated, left out or appended", async () => {
    const sealed = await encrypted(octets(4 * CHUNK_BYTES));
    const chunk = (index: number) => sealed.ciphertext.slice(index * SEALED, (index + 1) * SEALED);
    const arrangements = [
      [1, 0, 2, 3],
      [0, 0, 2, 3],
      [0, 2, 1, 3],
      [0, 1, 3, 2],
    ];
    for (const order of arrangements) {
      const ciphertext = new Uint8Array(order.flatMap((index) => [...chunk(index)]));
      expect(await refusal(() => decrypted({ ...sealed, ciphertext }))).toBe("chunk");
    }
    const longer = new Uint8Array([...sealed.ciphertext, 0]);
    expect(await refusal(() => decrypted({ ...sealed, ciphertext: longer }))).toBe("size");
  });

  test("are refused when the hash is another file's, although every chunk opens", async () => {
    const sealed = await encrypted(octets(1000));
    const parameters = { ...sealed.parameters, hash: new Uint8Array(32) };
    expect(await refusal(() => decrypted({ ...sealed, parameters }))).toBe("hash");
  });

  test("are refused with another key or another size", async () => {
    const sealed = await encrypted(octets(70_000));
    const key = generateAttachmentKey();
    expect(await refusal(() => decrypted({ ...sealed, parameters: { ...sealed.parameters, key } }))).toBe(
      "chunk",
    );
    // Of the same bucket, but the padding would not be zeros.
    const parameters = { ...sealed.parameters, size: 69_900 };
    expect(paddedSize(69_900)).toBe(paddedSize(70_000));
    expect(await refusal(() => decrypted({ ...sealed, parameters }))).toBe("padding");
  });

  test("parameters of the wrong length and impossible sizes are refused at once", async () => {
    const { parameters } = await encrypted(octets(10));
    const wrong = [
      { ...parameters, key: new Uint8Array(16) },
      { ...parameters, hash: new Uint8Array(31) },
    ];
    for (const one of wrong) expect(await refusal(() => openAttachment(one))).toBe("parameters");
    for (const size of [-1, 0.5, Number.NaN, 2 ** 60])
      expect(await refusal(() => openAttachment({ ...parameters, size }))).toBe("size");
  });

  test("a file that is not as long as it was said to be is not encrypted", async () => {
    for (const size of [9, 11]) {
      const { transform } = await encryptAttachment(generateAttachmentKey(), size);
      expect(await refusal(() => collect(stream(octets(10)).pipeThrough(transform)))).toBe("size");
    }
  });
});

describe("links to attachments", () => {
  const linked = {
    key: octets(32),
    hash: octets(32),
    size: 12_345,
    name: "Grüße 🎉.pdf",
    type: "application/pdf",
  };

  test("carry all it takes to decrypt, in the fragment", () => {
    const fragment = encodeLinkFragment(linked);
    expect(fragment).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(decodeLinkFragment(fragment)).toEqual(linked);
  });

  test("that are cut, altered beyond reading, or no links are refused", async () => {
    const fragment = encodeLinkFragment(linked);
    for (const wrong of [
      "",
      "x",
      fragment.slice(0, 40),
      `${fragment}AAAA`,
      `_${fragment.slice(1)}`,
      "%%%",
      "A".repeat(5000),
    ])
      expect(await refusal(async () => decodeLinkFragment(wrong))).toBe("link");
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          decodeLinkFragment(text);
        } catch (error) {
          expect(error).toBeInstanceOf(AttachmentError);
        }
      }),
    );
  });
});

const fromHex = (hex: string) =>
  Uint8Array.from(hex.match(/../gu) ?? [], (octet) => Number.parseInt(octet, 16));

describe("docs/protocol/vectors/attachments.json", () => {
  for (const vector of vectors.files) {
    test(`a file of ${vector.size} octets`, async () => {
      const { transform, hash } = await encryptAttachment(fromHex(vector.key), vector.size);
      const ciphertext = await collect(stream(octets(vector.size)).pipeThrough(transform));
      expect(paddedSize(vector.size)).toBe(vector.padded_size);
      expect(ciphertext.length).toBe(vector.encrypted_size);
      expect(hash()).toEqual(fromHex(vector.hash));
      expect(ciphertext.slice(0, 32)).toEqual(fromHex(vector.first_octets));
      expect(ciphertext.slice(-32)).toEqual(fromHex(vector.last_octets));
    });
  }

  for (const { fragment, key, hash, ...rest } of vectors.links) {
    test("a link", () => {
      const linked = { ...rest, key: fromHex(key), hash: fromHex(hash) };
      expect(encodeLinkFragment(linked)).toBe(fragment);
      expect(decodeLinkFragment(fragment)).toEqual(linked);
    });
  }
});
