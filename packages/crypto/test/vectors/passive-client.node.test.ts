import { expect } from "bun:test";
import { acceptAll, bytesToBase64, decodeMlsMessage, joinGroup, makePskIndex, processMessage } from "ts-mls";
import { decodeRatchetTree } from "ts-mls/ratchetTree.js";
import { fromHex, suite1, toHex, vectors, whole } from "../support/vectors.ts";

interface PassiveClient {
  external_psks: { psk_id: string; psk: string }[];
  key_package: string;
  signature_priv: string;
  encryption_priv: string;
  init_priv: string;
  welcome: string;
  ratchet_tree: string | null;
  initial_epoch_authenticator: string;
  epochs: { proposals: string[]; commit: string; epoch_authenticator: string }[];
}

async function follow(vector: PassiveClient): Promise<void> {
  const keyPackage = whole(decodeMlsMessage, vector.key_package);
  const welcome = whole(decodeMlsMessage, vector.welcome);
  if (keyPackage.wireformat !== "mls_key_package" || welcome.wireformat !== "mls_welcome")
    throw new Error("wireformat");
  const psks = Object.fromEntries(
    vector.external_psks.map(({ psk_id, psk }) => [bytesToBase64(fromHex(psk_id)), fromHex(psk)]),
  );
  let state = await joinGroup(
    welcome.welcome,
    keyPackage.keyPackage,
    {
      hpkePrivateKey: fromHex(vector.encryption_priv),
      initPrivateKey: fromHex(vector.init_priv),
      signaturePrivateKey: fromHex(vector.signature_priv),
    },
    makePskIndex(undefined, psks),
    suite1,
    vector.ratchet_tree === null ? undefined : whole(decodeRatchetTree, vector.ratchet_tree),
  );
  expect(toHex(state.keySchedule.epochAuthenticator)).toBe(vector.initial_epoch_authenticator);
  for (const epoch of vector.epochs) {
    for (const bytes of [...epoch.proposals, epoch.commit]) {
      const message = whole(decodeMlsMessage, bytes);
      if (message.wireformat !== "mls_public_message" && message.wireformat !== "mls_private_message")
        throw new Error("wireformat");
      const index = makePskIndex(state, psks);
      state = (await processMessage(message, state, index, acceptAll, suite1)).newState;
    }
    expect(toHex(state.keySchedule.epochAuthenticator)).toBe(epoch.epoch_authenticator);
  }
}

vectors<PassiveClient>("passive-client-welcome.json", follow);
vectors<PassiveClient>("passive-client-handling-commit.json", follow);
vectors<PassiveClient>("passive-client-random.json", follow);
