import { expect } from "bun:test";
import { decodeAuthenticatedContent } from "ts-mls/authenticatedContent.js";
import { encode } from "ts-mls/codec/tlsEncoder.js";
import { determineLength } from "ts-mls/codec/variableLength.js";
import { refhash } from "ts-mls/crypto/hash.js";
import { decryptWithLabel } from "ts-mls/crypto/hpke.js";
import { deriveSecret, deriveTreeSecret, expandWithLabel } from "ts-mls/crypto/kdf.js";
import { signWithLabel, verifyWithLabel } from "ts-mls/crypto/signature.js";
import { verifyConfirmationTag } from "ts-mls/framedContent.js";
import { groupContextEncoder } from "ts-mls/groupContext.js";
import { initializeEpoch, mlsExporter } from "ts-mls/keySchedule.js";
import { computePskSecret } from "ts-mls/presharedkey.js";
import { createSecretTree, deriveKey, deriveNonce, ratchetUntil } from "ts-mls/secretTree.js";
import { expandSenderDataKey, expandSenderDataNonce } from "ts-mls/sender.js";
import { createConfirmedHash, createInterimHash } from "ts-mls/transcriptHash.js";
import { fromHex, suite1, toHex, vectors, whole } from "../support/vectors.ts";

const { kdf, hash, signature, hpke } = suite1;

vectors<{ vlbytes_header: string; length: number }>("deserialization.json", async (vector) => {
  expect(determineLength(fromHex(vector.vlbytes_header)).length).toBe(vector.length);
});

interface CryptoBasics {
  derive_secret: { label: string; out: string; secret: string };
  derive_tree_secret: { generation: number; label: string; length: number; out: string; secret: string };
  encrypt_with_label: {
    ciphertext: string;
    context: string;
    kem_output: string;
    label: string;
    plaintext: string;
    priv: string;
  };
  expand_with_label: { context: string; label: string; length: number; out: string; secret: string };
  ref_hash: { label: string; out: string; value: string };
  sign_with_label: { content: string; label: string; priv: string; pub: string; signature: string };
}
vectors<CryptoBasics>("crypto-basics.json", async (vector) => {
  const { derive_secret: d, derive_tree_secret: t, encrypt_with_label: e, expand_with_label: x } = vector;
  const { ref_hash: r, sign_with_label: s } = vector;
  expect(toHex(await deriveSecret(fromHex(d.secret), d.label, kdf))).toBe(d.out);
  expect(toHex(await deriveTreeSecret(fromHex(t.secret), t.label, t.generation, t.length, kdf))).toBe(t.out);
  expect(toHex(await expandWithLabel(fromHex(x.secret), x.label, fromHex(x.context), x.length, kdf))).toBe(
    x.out,
  );
  expect(toHex(await refhash(r.label, fromHex(r.value), hash))).toBe(r.out);
  const signed = await signWithLabel(fromHex(s.priv), s.label, fromHex(s.content), signature);
  expect(toHex(signed)).toBe(s.signature);
  expect(await verifyWithLabel(fromHex(s.pub), s.label, fromHex(s.content), signed, signature)).toBe(true);
  const key = await hpke.importPrivateKey(fromHex(e.priv));
  const plain = await decryptWithLabel(
    key,
    e.label,
    fromHex(e.context),
    fromHex(e.kem_output),
    fromHex(e.ciphertext),
    hpke,
  );
  expect(toHex(plain)).toBe(e.plaintext);
});

interface Epoch {
  commit_secret: string;
  psk_secret: string;
  tree_hash: string;
  confirmed_transcript_hash: string;
  group_context: string;
  joiner_secret: string;
  welcome_secret: string;
  init_secret: string;
  sender_data_secret: string;
  encryption_secret: string;
  exporter_secret: string;
  epoch_authenticator: string;
  external_secret: string;
  confirmation_key: string;
  membership_key: string;
  resumption_psk: string;
  exporter: { context: string; label: string; length: number; secret: string };
}
interface KeySchedule {
  group_id: string;
  initial_init_secret: string;
  epochs: Epoch[];
}
vectors<KeySchedule>("key-schedule.json", async (vector) => {
  let initSecret = fromHex(vector.initial_init_secret);
  for (const [index, epoch] of vector.epochs.entries()) {
    const context = {
      version: "mls10" as const,
      cipherSuite: suite1.name,
      groupId: fromHex(vector.group_id),
      epoch: BigInt(index),
      treeHash: fromHex(epoch.tree_hash),
      confirmedTranscriptHash: fromHex(epoch.confirmed_transcript_hash),
      extensions: [],
    };
    expect(toHex(encode(groupContextEncoder)(context))).toBe(epoch.group_context);
    const secrets = await initializeEpoch(
      initSecret,
      fromHex(epoch.commit_secret),
      context,
      fromHex(epoch.psk_secret),
      kdf,
    );
    const { keySchedule } = secrets;
    expect(toHex(secrets.joinerSecret)).toBe(epoch.joiner_secret);
    expect(toHex(secrets.welcomeSecret)).toBe(epoch.welcome_secret);
    expect(toHex(secrets.encryptionSecret)).toBe(epoch.encryption_secret);
    expect(toHex(keySchedule.initSecret)).toBe(epoch.init_secret);
    expect(toHex(keySchedule.senderDataSecret)).toBe(epoch.sender_data_secret);
    expect(toHex(keySchedule.exporterSecret)).toBe(epoch.exporter_secret);
    expect(toHex(keySchedule.epochAuthenticator)).toBe(epoch.epoch_authenticator);
    expect(toHex(keySchedule.externalSecret)).toBe(epoch.external_secret);
    expect(toHex(keySchedule.confirmationKey)).toBe(epoch.confirmation_key);
    expect(toHex(keySchedule.membershipKey)).toBe(epoch.membership_key);
    expect(toHex(keySchedule.resumptionPsk)).toBe(epoch.resumption_psk);
    const { exporter } = epoch;
    const exported = await mlsExporter(
      keySchedule.exporterSecret,
      exporter.label,
      fromHex(exporter.context),
      exporter.length,
      suite1,
    );
    expect(toHex(exported)).toBe(exporter.secret);
    initSecret = keySchedule.initSecret;
  }
});

interface LeafKeys {
  generation: number;
  application_key: string;
  application_nonce: string;
  handshake_key: string;
  handshake_nonce: string;
}
interface SecretTreeVector {
  encryption_secret: string;
  sender_data: { sender_data_secret: string; ciphertext: string; key: string; nonce: string };
  leaves: LeafKeys[][];
}
vectors<SecretTreeVector>("secret-tree.json", async (vector) => {
  const { sender_data: data } = vector;
  const ciphertext = fromHex(data.ciphertext);
  const secret = fromHex(data.sender_data_secret);
  expect(toHex(await expandSenderDataKey(suite1, secret, ciphertext))).toBe(data.key);
  expect(toHex(await expandSenderDataNonce(suite1, secret, ciphertext))).toBe(data.nonce);
  const tree = await createSecretTree(vector.leaves.length, fromHex(vector.encryption_secret), kdf);
  const config = { retainKeysForGenerations: 10, retainKeysForEpochs: 4, maximumForwardRatchetSteps: 200 };
  for (const [leaf, generations] of vector.leaves.entries())
    for (const expected of generations)
      for (const kind of ["application", "handshake"] as const) {
        const node = tree[2 * leaf];
        if (node === undefined) throw new Error(`leaf ${leaf}`);
        const [ratchet] = await ratchetUntil(node[kind], expected.generation, config, kdf);
        const key = await deriveKey(ratchet.secret, expected.generation, suite1);
        const nonce = await deriveNonce(ratchet.secret, expected.generation, suite1);
        expect([toHex(key), toHex(nonce)]).toEqual([expected[`${kind}_key`], expected[`${kind}_nonce`]]);
      }
});

interface TranscriptHashes {
  confirmation_key: string;
  authenticated_content: string;
  interim_transcript_hash_before: string;
  confirmed_transcript_hash_after: string;
  interim_transcript_hash_after: string;
}
vectors<TranscriptHashes>("transcript-hashes.json", async (vector) => {
  const { content, auth, wireformat } = whole(decodeAuthenticatedContent, vector.authenticated_content);
  if (content.contentType !== "commit" || auth.contentType !== "commit") throw new Error("not a commit");
  const input = { wireformat, content, signature: auth.signature };
  const confirmed = await createConfirmedHash(fromHex(vector.interim_transcript_hash_before), input, hash);
  expect(toHex(confirmed)).toBe(vector.confirmed_transcript_hash_after);
  const interim = await createInterimHash(confirmed, auth.confirmationTag, hash);
  expect(toHex(interim)).toBe(vector.interim_transcript_hash_after);
  expect(
    await verifyConfirmationTag(fromHex(vector.confirmation_key), auth.confirmationTag, confirmed, hash),
  ).toBe(true);
});

interface PskSecret {
  psks: { psk_id: string; psk: string; psk_nonce: string }[];
  psk_secret: string;
}
vectors<PskSecret>("psk_secret.json", async (vector) => {
  const psks = vector.psks.map(({ psk_id, psk, psk_nonce }) => {
    const id = { psktype: "external" as const, pskId: fromHex(psk_id), pskNonce: fromHex(psk_nonce) };
    return [id, fromHex(psk)] satisfies Parameters<typeof computePskSecret>[0][number];
  });
  expect(toHex(await computePskSecret(psks, suite1))).toBe(vector.psk_secret);
});
