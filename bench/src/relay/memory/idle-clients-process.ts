/** Opens connections and leaves them idle, outside the bench's and the server's processes. */
import { FrameSocket } from "../load/frame-socket.ts";
import { type Credentials, type RelayAddress, SignedInStream } from "../load/signed-in-stream.ts";

/** What to open: signed-in sessions for `people`, or else `count` bare WebSockets. */
export interface OpenRequest {
  readonly at: RelayAddress;
  readonly count: number;
  readonly people?: readonly Credentials[];
}

export interface Opened {
  readonly count: number;
  /** Why there are fewer than asked for. */
  readonly stoppedBy?: string;
}

const AT_ONCE = 32;
const kept: unknown[] = [];

async function open({ at, count, people }: OpenRequest): Promise<Opened> {
  let next = 0;
  let opened = 0;
  let stoppedBy: string | undefined;
  const work = async () => {
    while (stoppedBy === undefined && next < count) {
      const person = people?.[next];
      next++;
      try {
        kept.push(
          person === undefined
            ? await FrameSocket.connect({ port: at.port, path: "/" })
            : await signedIn(at, person),
        );
        opened++;
      } catch (error) {
        stoppedBy = error instanceof Error ? error.message : String(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return stoppedBy === undefined ? { count: opened } : { count: opened, stoppedBy };
}

async function signedIn(at: RelayAddress, person: Credentials): Promise<SignedInStream> {
  const stream = await SignedInStream.open(at);
  await stream.signIn(person);
  return stream;
}

process.on("disconnect", () => process.exit());
process.on("SIGTERM", () => process.exit());
process.on("message", (request: OpenRequest) => {
  void open(request).then((opened) => process.send?.({ opened }));
});
process.send?.({ ready: true });
