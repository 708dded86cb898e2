import { type LaneConversation, RelayLane } from "../load/relay-lane.ts";
import { type Credentials, type RelayAddress, SignedInStream } from "../load/signed-in-stream.ts";
import { createPair, type Pair } from "./create-pair.ts";

const AT_ONCE = 4;

/** All pairs of a bench: senders always online, receivers online or not. */
export class Pairs {
  readonly senders: RelayLane[] = [];
  receivers: RelayLane[] = [];
  readonly #at: RelayAddress;
  readonly #payloadBytes: number;
  readonly #pairs: readonly Pair[];

  private constructor(at: RelayAddress, payloadBytes: number, pairs: readonly Pair[]) {
    this.#at = at;
    this.#payloadBytes = payloadBytes;
    this.#pairs = pairs;
  }

  /** Creates the conversations and connects the senders. */
  static async create(
    at: RelayAddress,
    people: readonly Credentials[],
    payloadBytes: number,
  ): Promise<Pairs> {
    const created: Pair[] = [];
    const left = [...people];
    const work = async () => {
      for (;;) {
        const [sender, receiver] = left.splice(0, 2);
        if (sender === undefined || receiver === undefined) return;
        created.push(await createPair(at, sender, receiver));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const pairs = new Pairs(at, payloadBytes, created);
    for (const { sender, senderSide } of created) pairs.senders.push(await pairs.#lane(sender, senderSide));
    return pairs;
  }

  async connectReceivers(): Promise<void> {
    this.receivers = await Promise.all(
      this.#pairs.map(({ receiver, receiverSide }) => this.#lane(receiver, receiverSide)),
    );
  }

  async disconnectReceivers(): Promise<void> {
    await Promise.all(this.receivers.map((lane) => lane.close()));
    this.receivers = [];
  }

  async disconnect(): Promise<void> {
    await this.disconnectReceivers();
    await Promise.all(this.senders.map((lane) => lane.close()));
  }

  async #lane(who: Credentials, conversation: LaneConversation): Promise<RelayLane> {
    const stream = await SignedInStream.open(this.#at);
    const lane = new RelayLane(stream, conversation, this.#payloadBytes);
    await stream.signIn(who);
    return lane;
  }
}
