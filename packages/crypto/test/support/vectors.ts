import { describe, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { nodePrimitives } from "@culver/client/native";
import { getCiphersuiteFromName, getCiphersuiteImpl } from "ts-mls";
import type { Decoder } from "ts-mls/codec/tlsDecoder.js";
import { SUITE_NAME } from "../../src/mls/suite.ts";
import { suiteOver } from "../../src/mls/suite-over.ts";

/** The official vectors (mlswg/mls-implementations), beside the clone. */
const folder = fileURLToPath(new URL("../../../../../shared/vectors/mls/", import.meta.url));

const webCrypto = await getCiphersuiteImpl(getCiphersuiteFromName(SUITE_NAME));
const suites = [
  ["Web Crypto", webCrypto],
  ["node:crypto", suiteOver(webCrypto, nodePrimitives)],
] as const;

/** What the vector at hand is computed with. */
export let suite1 = webCrypto;

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../gu) ?? [], (byte) => Number.parseInt(byte, 16));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Decodes all of a vector's bytes. */
export function whole<T>(decoder: Decoder<T>, hex: string): T {
  const bytes = fromHex(hex);
  const decoded = decoder(bytes, 0);
  if (decoded === undefined || decoded[1] !== bytes.length) throw new Error("does not decode");
  return decoded[0];
}

/**
 * Two tests for a file of vectors, over those without a cipher suite and those of Culver's: with each that computes. Without
 * the folder it says so and is skipped.
 */
export function vectors<T extends object>(
  file: string,
  check: (vector: T, index: number) => Promise<void>,
): void {
  const path = folder + file;
  const present = existsSync(path);
  if (!present) process.stdout.write(`skipped: no RFC 9420 vectors at ${path}\n`);
  describe("rule 3: RFC 9420 vectors", () => {
    test.skipIf(!present).each(suites)(
      `${file} by %s`,
      async (_, computed) => {
        suite1 = computed;
        const all = JSON.parse(readFileSync(path, "utf8")) as (T & { cipher_suite?: number })[];
        const ours = all.filter((vector) => vector.cipher_suite === undefined || vector.cipher_suite === 1);
        if (ours.length === 0) throw new Error("no vectors of cipher suite 1");
        for (const [index, vector] of ours.entries()) {
          try {
            await check(vector, index);
          } catch (cause) {
            throw new Error(`${file} vector ${index}`, { cause });
          }
        }
      },
      60_000,
    );
  });
}
