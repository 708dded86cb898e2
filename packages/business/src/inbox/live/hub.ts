import type { InboxEvent } from "../../inbox-api.ts";
import type { Caller } from "../agents/sessions.ts";
import { InboxError } from "../errors.ts";
import { type EventStream, openEventStream } from "./event-stream.ts";

export interface HubOptions {
  readonly heartbeatMs: number;
  readonly buffer: number;
  readonly streamsPerAgent: number;
  /** Whether a session still is good; asked with every twelfth heartbeat. */
  readonly isGood: (session: string) => Promise<boolean>;
  /** An agent has come (its first stream) or gone (its last). */
  readonly onPresence: (business: string, agent: string, isOnline: boolean) => void;
  /** What a new reader is told behind `hello`. */
  readonly snapshot: (business: string) => readonly InboxEvent[];
}

/** Who reads live events, and what they are told. */
export interface Hub {
  /** `text/event-stream`. @throws InboxError 429 */
  open(caller: Caller): Response;
  publish(business: string, event: InboxEvent): void;
  hasReaders(business: string): boolean;
  isOnline(agent: string): boolean;
  /** Ends the streams of an agent's sessions, all but one that goes on. */
  end(agent: string, keep?: string): void;
  /** Ends the streams of one session. */
  endSession(session: string): void;
  close(): void;
}

interface Reader {
  readonly caller: Caller;
  readonly stream: EventStream;
}

const CHECK_EVERY = 12;

export function createHub(options: HubOptions): Hub {
  const readers = new Map<string, Set<Reader>>();
  const perAgent = new Map<string, number>();
  let isClosed = false;

  const count = (agent: string, by: number): number => {
    const now = (perAgent.get(agent) ?? 0) + by;
    if (now > 0) perAgent.set(agent, now);
    else perAgent.delete(agent);
    return now;
  };

  function remove(reader: Reader): void {
    const { business, id } = reader.caller.agent;
    const ofBusiness = readers.get(business);
    if (!ofBusiness?.delete(reader)) return;
    if (ofBusiness.size === 0) readers.delete(business);
    if (count(id, -1) === 0) options.onPresence(business, id, false);
  }

  async function check({ caller, stream }: Reader): Promise<void> {
    const isGood = await options.isGood(caller.session).catch(() => true);
    if (!isGood) stream.end({ type: "signed-out" });
  }

  function endWhere(ends: (caller: Caller) => boolean): void {
    for (const ofBusiness of [...readers.values()]) {
      for (const { caller, stream } of [...ofBusiness]) if (ends(caller)) stream.end({ type: "signed-out" });
    }
  }

  return {
    open(caller) {
      const { business, id } = caller.agent;
      if (isClosed || (perAgent.get(id) ?? 0) >= options.streamsPerAgent) {
        throw new InboxError(429, "too_many", "The inbox is open in too many places. Close some.");
      }
      let beats = 0;
      const stream = openEventStream({
        heartbeatMs: options.heartbeatMs,
        buffer: options.buffer,
        onEnd: () => remove(reader),
        onBeat: () => {
          if (++beats % CHECK_EVERY === 0) void check(reader);
        },
      });
      const reader: Reader = { caller, stream };
      const ofBusiness = readers.get(business) ?? new Set();
      readers.set(business, ofBusiness.add(reader));
      const isFirst = count(id, 1) === 1;
      stream.send({ type: "hello" });
      for (const event of options.snapshot(business)) stream.send(event);
      if (isFirst) options.onPresence(business, id, true);
      return stream.response;
    },
    publish(business, event) {
      const ofBusiness = readers.get(business);
      if (ofBusiness === undefined) return;
      const text = JSON.stringify(event);
      for (const { stream } of [...ofBusiness]) stream.sendText(text);
    },
    hasReaders: (business) => readers.has(business),
    isOnline: (agent) => perAgent.has(agent),
    end: (agent, keep) => endWhere((caller) => caller.agent.id === agent && caller.session !== keep),
    endSession: (session) => endWhere((caller) => caller.session === session),
    close() {
      isClosed = true;
      for (const ofBusiness of [...readers.values()]) for (const { stream } of [...ofBusiness]) stream.end();
    },
  };
}
