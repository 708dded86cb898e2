import { type BinaryCodec, children, NS_MLS } from "@culver/protocol";
import type { Database } from "@culver/storage";
import type { Principal } from "../ports.ts";

const PAGE = 64;

/** What a stored stanza is to encrypted SMS: an application message, a commit or Welcome, or something else. */
export type FrameKind = "payload" | "handshake" | "other";

export interface WaitingFrame {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly acceptedAt: number;
  readonly frame: Uint8Array;
  readonly kind: FrameKind;
}

/** Reads what waits for devices. */
export class WaitingFrames {
  readonly #database: Database;
  readonly #codec: BinaryCodec;

  constructor(database: Database, codec: BinaryCodec) {
    this.#database = database;
    this.#codec = codec;
  }

  /** The oldest behind `after`, in order; fewer than a page when there are no more. */
  async page({ account, device }: Principal, after: number): Promise<WaitingFrame[]> {
    const rows = await this.#database.query<{ seq: number; accepted_at: number; frame: Uint8Array }>(
      `SELECT d.seq AS seq, m.accepted_at AS accepted_at, m.frame AS frame
       FROM deliveries d JOIN messages m ON m.seq = d.seq
       WHERE d.account = ? AND d.device = ? AND d.seq > ? ORDER BY d.seq LIMIT ${PAGE}`,
      [account, device, after],
    );
    return rows.map(({ seq, accepted_at, frame }) => {
      return { seq, acceptedAt: accepted_at, frame, kind: this.#kindOf(frame) };
    });
  }

  /** Looks for a commit or Welcome behind `after`; resolves to the number it got to, undefined when there is one. */
  async scan(principal: Principal, after: number): Promise<number | undefined> {
    let at = after;
    for (;;) {
      const page = await this.page(principal, at);
      if (page.some(({ kind }) => kind === "handshake")) return undefined;
      at = page.at(-1)?.seq ?? at;
      if (page.length < PAGE) return at;
    }
  }

  #kindOf(frame: Uint8Array): FrameKind {
    const [first] = children(this.#codec.decode(frame));
    if (first?.xmlns !== NS_MLS) return "other";
    if (first.name === "payload") return "payload";
    return first.name === "commit" || first.name === "welcome" ? "handshake" : "other";
  }
}
