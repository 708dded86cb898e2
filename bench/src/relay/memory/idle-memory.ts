import { MeasuredProcess } from "../../process/measured-process.ts";
import type { Credentials, RelayAddress } from "../load/signed-in-stream.ts";
import type { Opened, OpenRequest } from "./idle-clients-process.ts";

export interface IdleMemory {
  readonly sessions: number;
  readonly bytesPerSession: number;
  /** Why there are fewer sessions than asked for. */
  readonly stoppedBy?: string;
}

const CLIENTS = new URL("./idle-clients-process.ts", import.meta.url);
const CLIENT_PROCESSES = 2;
/** Sessions before the first reading: what compiling and the first of everything cost is not a session's. */
export const WARM_UP_SESSIONS = 200;

interface IdleServer {
  readonly process: MeasuredProcess<unknown>;
  readonly at: RelayAddress;
  /** Who signs in; without them connections are bare. */
  readonly people?: readonly Credentials[];
}

/** Resident memory of a server with that many idle sessions more, by session. */
export async function idleMemory(server: IdleServer, sessions: number): Promise<IdleMemory> {
  await using clients = new AsyncDisposableStack();
  const started = await Promise.all(
    Array.from({ length: CLIENT_PROCESSES }, () => MeasuredProcess.start<true>(CLIENTS)),
  );
  for (const client of started) clients.use(client);
  await open(server, started, 0, WARM_UP_SESSIONS);
  const before = await server.process.usage("usage-after-gc");
  const opened = await open(server, started, WARM_UP_SESSIONS, sessions);
  const after = await server.process.usage("usage-after-gc");
  const { count, stoppedBy } = opened;
  const bytesPerSession = (after.rss - before.rss) / Math.max(1, count);
  return { sessions: count, bytesPerSession, ...(stoppedBy === undefined ? {} : { stoppedBy }) };
}

async function open(
  { at, people }: IdleServer,
  clients: readonly MeasuredProcess<true>[],
  from: number,
  count: number,
): Promise<Opened> {
  const each = Math.ceil(count / clients.length);
  const answers = await Promise.all(
    clients.map((client, i) => {
      const first = from + i * each;
      const size = Math.min(each, from + count - first);
      const theirs = people === undefined ? {} : { people: people.slice(first, first + size) };
      const request: OpenRequest = { at, count: size, ...theirs };
      return client.ask<Opened>(request, "opened");
    }),
  );
  const total = answers.reduce((sum, answer) => sum + answer.count, 0);
  const stoppedBy = answers.find((answer) => answer.stoppedBy !== undefined)?.stoppedBy;
  return stoppedBy === undefined ? { count: total } : { count: total, stoppedBy };
}
