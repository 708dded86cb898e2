import { FrameSocket } from "./frame-socket.ts";
import type { Lane } from "./lane.ts";

const MESSAGE = 1;
const ACKNOWLEDGEMENT = 2;

/** A lane of the ceiling server: raw frames. */
export class CeilingLane implements Lane {
  onAcknowledged: () => void = () => {};
  onArrived: () => void = () => {};
  owesReceipts = false;
  sent = 0;
  acknowledged = 0;
  arrived = 0;
  readonly receipted = 0;
  readonly #socket: FrameSocket;
  readonly #frame: Uint8Array;
  readonly #acknowledgement = new Uint8Array([ACKNOWLEDGEMENT, 0, 0, 0, 0]);

  private constructor(socket: FrameSocket, payloadBytes: number) {
    this.#socket = socket;
    this.#frame = crypto.getRandomValues(new Uint8Array(payloadBytes + 1));
    this.#frame[0] = MESSAGE;
    socket.onFrame = (frame) => this.#take(frame);
  }

  static async connect(port: number, index: number, payloadBytes: number): Promise<CeilingLane> {
    return new CeilingLane(await FrameSocket.connect({ port, path: `/?lane=${index}` }), payloadBytes);
  }

  queueMessage(): void {
    this.sent++;
    this.#socket.queue(this.#frame);
  }

  flush(): void {
    this.#socket.flush();
  }

  acknowledge(): void {
    new DataView(this.#acknowledgement.buffer).setUint32(1, this.arrived);
    this.#socket.queue(this.#acknowledgement);
    this.#socket.flush();
  }

  sendReceipts(): void {}

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.onClose = resolve;
      this.#socket.close();
    });
  }

  #take(frame: Uint8Array): void {
    if (frame[0] === MESSAGE) {
      this.arrived++;
      this.onArrived();
      return;
    }
    this.acknowledged = new DataView(frame.buffer, frame.byteOffset).getUint32(1);
    this.onAcknowledged();
  }
}
