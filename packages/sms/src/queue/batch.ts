import type { Value } from "@culver/storage";

type Rows = (readonly Value[])[];

interface Waiter<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** A message to be queued, and who waits for it. */
export interface NewMessage extends Waiter<boolean> {
  readonly row: readonly Value[];
}

/** What one commit writes. */
export class Batch {
  messages: NewMessage[] = [];
  readonly events: Rows = [];
  readonly answers: Rows = [];
  readonly droppedAnswers: Rows = [];
  readonly parked: Rows = [];
  readonly unparked: Rows = [];
  readonly statuses: Rows = [];
  readonly toldStatuses: Rows = [];
  readonly incoming: Rows = [];
  readonly handledIncoming: Rows = [];
  readonly taken: Rows = [];
  /** Messages by outcome. */
  readonly finished = new Map<string, number[]>();
  /** When messages need attention, whole seconds in milliseconds, by message. */
  readonly due = new Map<number, number>();
  readonly committed: (() => void)[] = [];

  get isEmpty(): boolean {
    return (
      this.messages.length === 0 &&
      this.committed.length === 0 &&
      this.finished.size === 0 &&
      this.due.size === 0 &&
      this.#lists.every((list) => list.length === 0)
    );
  }

  /** Puts what an earlier batch could not write before its own; messages are not taken over. */
  prepend(earlier: Batch): void {
    for (const [index, list] of this.#lists.entries()) putBefore(list, earlier.#lists[index] ?? []);
    for (const [outcome, seqs] of earlier.finished) for (const seq of seqs) push(this.finished, outcome, seq);
    for (const [seq, at] of earlier.due) if (!this.due.has(seq)) this.due.set(seq, at);
    putBefore(this.committed, earlier.committed);
  }

  get #lists(): readonly Rows[] {
    return [
      this.events,
      this.answers,
      this.droppedAnswers,
      this.parked,
      this.unparked,
      this.statuses,
      this.toldStatuses,
      this.incoming,
      this.handledIncoming,
      this.taken,
    ];
  }
}

/** Adds to the list under `key`. */
export function push<K>(map: Map<K, number[]>, key: K, seq: number): void {
  const list = map.get(key);
  if (list) list.push(seq);
  else map.set(key, [seq]);
}

/** One by one: what gathers while a disk is full is more than a call takes as arguments. */
function putBefore<T>(list: T[], earlier: readonly T[]): void {
  const later = list.splice(0);
  for (const each of earlier) list.push(each);
  for (const each of later) list.push(each);
}
