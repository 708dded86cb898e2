import type { GenerationSecret, SecretTree } from "ts-mls";
import { StateError } from "../errors.ts";
import { HASH_BYTES } from "../signing.ts";
import type { Reader, Writer } from "../wire.ts";

/**
 * Layout: width of the tree in nodes (u16), number of ratchets (u16), then per ratchet its leaf (u16), the secret and
 * generation it stands at, and the unused generations kept (u16, then u32 and a secret each). Only the application
 * ratchets of leaves are stored: parents' are never used, and handshakes are PublicMessages.
 */
export function writeSecretTree(writer: Writer, tree: SecretTree, leaves: readonly number[]): void {
  const stored = leaves.filter((leaf) => tree[2 * leaf] !== undefined);
  writer.u16(tree.length).u16(stored.length);
  for (const leaf of stored) {
    const ratchet = tree[2 * leaf]?.application;
    if (ratchet === undefined) continue;
    const unused = Object.entries(ratchet.unusedGenerations);
    writer.u16(leaf).fixed(ratchet.secret).u32(ratchet.generation).u16(unused.length);
    for (const [generation, secret] of unused) writer.u32(Number(generation)).fixed(secret);
  }
}

const none: GenerationSecret = { secret: new Uint8Array(), generation: 0, unusedGenerations: {} };

function readRatchet(reader: Reader): GenerationSecret {
  const secret = reader.fixed(HASH_BYTES);
  const generation = reader.u32();
  const count = reader.u16();
  const unusedGenerations: Record<number, Uint8Array> = {};
  for (let i = 0; i < count; i++) unusedGenerations[reader.u32()] = reader.fixed(HASH_BYTES);
  return { secret, generation, unusedGenerations };
}

export function readSecretTree(reader: Reader): SecretTree {
  const width = reader.u16();
  const count = reader.u16();
  const tree: SecretTree = Array.from({ length: width }, () => ({ handshake: none, application: none }));
  for (let i = 0; i < count; i++) {
    const index = 2 * reader.u16();
    if (index >= width) throw new StateError("ratchet outside the tree");
    tree[index] = { handshake: none, application: readRatchet(reader) };
  }
  return tree;
}
