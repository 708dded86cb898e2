import { type BinaryCodec, children, type Element } from "@culver/protocol";

const STANZAS = new Set(["message", "iq", "presence"]);

/** Shorter contents could occur on disk by chance. */
const LEAST_BYTES = 64;
const MARK_BYTES = 24;

/**
 * What a device has sent since it enabled stream management, in the order its acknowledgements count. Of each stanza it keeps
 * marks: pieces of the encrypted bytes it carries, to be found again in what the server writes to disk.
 */
export class SentStanzas {
  readonly marks: (readonly Uint8Array[])[] = [];
  readonly #codec: BinaryCodec;
  #counting = false;

  constructor(codec: BinaryCodec) {
    this.#codec = codec;
  }

  push(frame: Uint8Array): void {
    const element = this.#codec.decode(frame);
    if (element.name === "open") this.#counting = false;
    else if (element.name === "resume") this.#counting = true;
    else if (element.name === "enable") {
      this.#counting = true;
      this.marks.length = 0;
    }
    if (this.#counting && STANZAS.has(element.name)) this.marks.push(marksOf(element));
  }
}

/** Several places of the stanza's first long content, as one of them may lie across two pages of a file. */
function marksOf(element: Element): readonly Uint8Array[] {
  const content = longContent(element);
  if (content === undefined) return [];
  const places = [0.3, 0.5, 0.7].map((share) => Math.floor((content.length - MARK_BYTES) * share));
  return places.map((place) => content.slice(place, place + MARK_BYTES));
}

function longContent(element: Element): Uint8Array | undefined {
  if (element.content instanceof Uint8Array)
    return element.content.length >= LEAST_BYTES ? element.content : undefined;
  for (const child of children(element)) {
    const found = longContent(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
