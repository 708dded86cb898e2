import {
  BinaryCodec,
  type Element,
  el,
  generateStanzaId,
  NS_CLIENT,
  NS_MLS,
  randomBytes,
  XmlCodec,
} from "../src/index.ts";

// Nanoseconds to encode and decode one message: id, to, one child with two attributes and 300 bytes of payload.
// Run: node_modules/.bin/bun packages/protocol/bench/codec.bench.ts

const ROUNDS = 5;
const PER_ROUND = 200_000;
const DISTINCT = 512;

function message(): Element {
  const payload = el("payload", NS_MLS, { group: generateStanzaId(), epoch: "7" }, randomBytes(300));
  const to = "p.aaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbb@chat.example.org";
  return el("message", NS_CLIENT, { type: "chat", id: generateStanzaId(), to }, [payload]);
}

/** The fastest round, in nanoseconds for one piece of work. */
function measure<T>(inputs: readonly T[], work: (input: T) => number): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    let sink = 0;
    const start = performance.now();
    for (let i = 0; i < PER_ROUND / DISTINCT; i++) for (const input of inputs) sink += work(input);
    fastest = Math.min(fastest, performance.now() - start);
    if (sink === 0) throw new Error("nothing was done");
  }
  return Math.round((fastest / (Math.trunc(PER_ROUND / DISTINCT) * DISTINCT)) * 1e6);
}

const messages = Array.from({ length: DISTINCT }, message);
const binary = new BinaryCodec({ domain: "chat.example.org" });
const xml = new XmlCodec();
const frames = messages.map((m) => binary.encode(m));
const texts = messages.map((m) => xml.encode(m));
// Looking the id up makes the engine do all work that it might have put off.
const ids = new Map<string, number>(messages.map((m) => [m.attrs.id ?? "", 1]));
const seen = (e: Element): number => ids.get(e.attrs.id ?? "") ?? 0;

const results = {
  "culver.v1 frame, bytes": frames[0]?.length,
  "culver.v1 encode, ns": measure(messages, (m) => binary.encode(m).length),
  "culver.v1 decode, ns": measure(frames, (frame) => seen(binary.decode(frame))),
  "xml frame, bytes": texts[0]?.length,
  "xml encode, ns": measure(messages, (m) => xml.encode(m).length),
  "xml decode, ns": measure(texts, (text) => seen(xml.decode(text))),
};
process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
