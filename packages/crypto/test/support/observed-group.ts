import { type Group, MlsClient } from "mls-ts";
import * as mls from "ts-mls";
import { decodeKeyPackage } from "ts-mls/keyPackage.js";
import { encodeRatchetTree, removeLeafNode } from "ts-mls/ratchetTree.js";
import { toLeafIndex } from "ts-mls/treemath.js";
import type { SeededRandom } from "./random.ts";

/** The only suite the OpenMLS build inside mls-ts has. It differs from Culver's in the AEAD alone. */
const suite = await mls.getCiphersuiteImpl(
  mls.getCiphersuiteFromName("MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519"),
);
const utf8 = new TextEncoder();
const label = "observe";
const context = new Uint8Array([1, 2, 3]);

interface Peer {
  readonly name: string;
  state: mls.ClientState;
}
interface Observer {
  readonly name: string;
  readonly client: MlsClient;
  readonly group: Group;
}

/**
 * One group held by ts-mls peers, who make every change, and OpenMLS observers, who must agree with each of them.
 * OpenMLS's build takes members' commits as PrivateMessages only, and external ones as PublicMessages.
 */
export class ObservedGroup {
  peers: Peer[] = [];
  observers: Observer[] = [];
  gone: Peer[] = [];
  #random: SeededRandom;
  #names = 0;

  private constructor(random: SeededRandom) {
    this.#random = random;
  }

  static async start(random: SeededRandom): Promise<ObservedGroup> {
    const group = new ObservedGroup(random);
    const own = await group.#newKeyPackage(group.#name());
    const state = await mls.createGroup(
      utf8.encode("observed"),
      own.pair.publicPackage,
      own.pair.privatePackage,
      [],
      suite,
    );
    group.peers.push({ name: own.name, state });
    return group;
  }

  get size(): number {
    return this.peers.length + this.observers.length;
  }

  #name(): string {
    this.#names += 1;
    return `m${this.#names}`;
  }

  async #newKeyPackage(name: string) {
    const now = BigInt(Math.floor(Date.now() / 1000));
    const pair = await mls.generateKeyPackage(
      { credentialType: "basic", identity: utf8.encode(name) },
      {
        versions: ["mls10"],
        ciphersuites: [suite.name],
        extensions: [],
        proposals: [],
        credentials: ["basic"],
      },
      { notBefore: now - 3600n, notAfter: now + 86_400n * 60n },
      [],
      suite,
    );
    return { name, pair };
  }

  leafOf(name: string): number {
    const tree = this.peers[0]?.state.ratchetTree ?? [];
    const index = tree.findIndex(
      (node) =>
        node?.nodeType === "leaf" &&
        node.leaf.credential.credentialType === "basic" &&
        new TextDecoder().decode(node.leaf.credential.identity) === name,
    );
    if (index < 0) throw new Error(`no leaf for ${name}`);
    return index / 2;
  }

  /** One commit by `committer`: removes, then adds `peers` new ts-mls and `observers` new OpenMLS members. */
  async commit(
    committer: Peer,
    change: { remove?: readonly string[]; peers?: number; observers?: number },
  ): Promise<void> {
    const remove = change.remove ?? [];
    const proposals: mls.Proposal[] = remove.map((name) => ({
      proposalType: "remove",
      remove: { removed: this.leafOf(name) },
    }));
    const newPeers: { name: string; pair: Awaited<ReturnType<typeof mls.generateKeyPackage>> }[] = [];
    for (let i = 0; i < (change.peers ?? 0); i++) newPeers.push(await this.#newKeyPackage(this.#name()));
    const clients = Array.from({ length: change.observers ?? 0 }, () => new MlsClient(this.#name()));
    for (const peer of newPeers)
      proposals.push({ proposalType: "add", add: { keyPackage: peer.pair.publicPackage } });
    for (const client of clients) {
      const decoded = decodeKeyPackage(client.keyPackage(), 0);
      if (decoded === undefined) throw new Error("OpenMLS key package");
      proposals.push({ proposalType: "add", add: { keyPackage: decoded[0] } });
    }
    const made = await mls.createCommit(
      { state: committer.state, cipherSuite: suite },
      { extraProposals: proposals, ratchetTreeExtension: true },
    );
    const bytes = mls.encodeMlsMessage(made.commit);
    this.#leave(remove);
    await this.#deliver(bytes, committer);
    committer.state = made.newState;
    if (made.welcome === undefined) return;
    for (const peer of newPeers) {
      const state = await mls.joinGroup(
        made.welcome,
        peer.pair.publicPackage,
        peer.pair.privatePackage,
        mls.emptyPskIndex,
        suite,
      );
      this.peers.push({ name: peer.name, state });
    }
    const welcome = mls.encodeMlsMessage({
      version: "mls10",
      wireformat: "mls_welcome",
      welcome: made.welcome,
    });
    for (const client of clients) {
      const group = client.joinGroup(welcome, encodeRatchetTree(made.newState.ratchetTree));
      this.observers.push({ name: client.name, client, group });
    }
  }

  /**
   * A newcomer, or with `rejoin` a peer who has lost his state, comes in by an external commit. Left out: a return whose
   * own removal halves the tree, which OpenMLS's build refuses ("length of the received update path"), though the
   * UpdatePath is as long as the filtered direct path of RFC 9420 section 12.4.3.2.
   */
  async joinExternally(rejoin?: Peer): Promise<void> {
    const host = this.peers.find((peer) => peer !== rejoin);
    if (host === undefined) return;
    const { ratchetTree } = host.state;
    if (
      rejoin !== undefined &&
      removeLeafNode(ratchetTree, toLeafIndex(this.leafOf(rejoin.name))).length < ratchetTree.length
    )
      return;
    const info = await mls.createGroupInfoWithExternalPubAndRatchetTree(host.state, [], suite);
    const now = BigInt(Math.floor(Date.now() / 1000));
    const name = rejoin?.name ?? this.#name();
    const signKey = rejoin?.state.signaturePrivateKey;
    const publicKey = rejoin === undefined ? undefined : this.#signaturePublicKey(rejoin);
    const pair = await mls.generateKeyPackageWithKey(
      { credentialType: "basic", identity: utf8.encode(name) },
      {
        versions: ["mls10"],
        ciphersuites: [suite.name],
        extensions: [],
        proposals: [],
        credentials: ["basic"],
      },
      { notBefore: now - 3600n, notAfter: now + 86_400n * 60n },
      [],
      signKey !== undefined && publicKey !== undefined
        ? { signKey, publicKey }
        : await suite.signature.keygen(),
      suite,
    );
    const joined = await mls.joinGroupExternal(
      info,
      pair.publicPackage,
      pair.privatePackage,
      rejoin !== undefined,
      suite,
    );
    if (rejoin !== undefined) this.peers = this.peers.filter((peer) => peer !== rejoin);
    await this.#deliver(
      mls.encodeMlsMessage({
        version: "mls10",
        wireformat: "mls_public_message",
        publicMessage: joined.publicMessage,
      }),
    );
    this.peers.push({ name, state: joined.newState });
  }

  #signaturePublicKey(peer: Peer): Uint8Array {
    const node = peer.state.ratchetTree[peer.state.privatePath.leafIndex * 2];
    if (node?.nodeType !== "leaf") throw new Error("own leaf");
    return node.leaf.signaturePublicKey;
  }

  #leave(names: readonly string[]): void {
    this.gone.push(...this.peers.filter((peer) => names.includes(peer.name)));
    this.peers = this.peers.filter((peer) => !names.includes(peer.name));
    this.observers = this.observers.filter((observer) => !names.includes(observer.name));
  }

  async #deliver(bytes: Uint8Array, committer?: Peer): Promise<void> {
    const decoded = mls.decodeMlsMessage(bytes, 0)?.[0];
    if (decoded?.wireformat !== "mls_private_message" && decoded?.wireformat !== "mls_public_message")
      throw new Error("commit");
    for (const peer of this.peers) {
      if (peer === committer) continue;
      const done = await mls.processMessage(decoded, peer.state, mls.emptyPskIndex, mls.acceptAll, suite);
      peer.state = done.newState;
    }
    for (const observer of this.observers) observer.group.receive(bytes);
  }

  /** Names of those whose exporter secret differs from the first peer's. */
  async disagreeing(): Promise<string[]> {
    const secrets = new Map<string, string>();
    for (const { name, state } of this.peers) {
      const secret = await mls.mlsExporter(state.keySchedule.exporterSecret, label, context, 32, suite);
      secrets.set(name, mls.bytesToBase64(secret));
    }
    for (const { name, group } of this.observers)
      secrets.set(name, mls.bytesToBase64(group.exportKey(label, context, 32)));
    const first = [...secrets.values()][0];
    return [...secrets].filter(([, secret]) => secret !== first).map(([name]) => name);
  }

  /** Sends one message from a random peer and from every observer; returns who failed to read one of them. */
  async unread(): Promise<string[]> {
    const failed: string[] = [];
    const sender = this.#random.pick(this.peers);
    const sent = await mls.createApplicationMessage(sender.state, utf8.encode("hello"), suite);
    sender.state = sent.newState;
    const bytes = mls.encodeMlsMessage({
      version: "mls10",
      wireformat: "mls_private_message",
      privateMessage: sent.privateMessage,
    });
    for (const peer of this.peers)
      if (peer !== sender && !(await this.#reads(peer, bytes, "hello"))) failed.push(peer.name);
    for (const observer of this.observers)
      if (observer.group.receiveText(bytes) !== "hello") failed.push(observer.name);
    const speaker = this.observers[0];
    if (speaker !== undefined) {
      const said = speaker.group.send("watching");
      for (const peer of this.peers) if (!(await this.#reads(peer, said, "watching"))) failed.push(peer.name);
    }
    for (const peer of this.gone.slice(-3))
      if (await this.#reads(peer, bytes, "hello")) failed.push(`${peer.name} reads on after removal`);
    return failed;
  }

  async #reads(peer: Peer, bytes: Uint8Array, text: string): Promise<boolean> {
    const decoded = mls.decodeMlsMessage(bytes, 0)?.[0];
    if (decoded?.wireformat !== "mls_private_message") return false;
    try {
      const read = await mls.processPrivateMessage(
        peer.state,
        decoded.privateMessage,
        mls.emptyPskIndex,
        suite,
      );
      peer.state = read.newState;
      return read.kind === "applicationMessage" && new TextDecoder().decode(read.message) === text;
    } catch {
      return false;
    }
  }
}
