/** One finished system call of a trace. Times are places in the order of events, not clocks. */
export interface SystemCall {
  readonly name: string;
  /** What the first argument's descriptor is: a path, or `socket:[…]`. */
  readonly target: string;
  readonly fd: number;
  /** Bytes of the buffers it was given. */
  readonly data: Uint8Array;
  readonly begun: number;
  readonly ended: number;
  readonly ok: boolean;
}

const LINE = /^(\d+) +(.*)$/;
const CALL = /^(\w+)\((\d+)<([^>]*(?:>[^,)]*)?)>/;

/**
 * Reads what `strace -f -y -xx` writes. A call that another thread interrupts stands in two lines, `<unfinished ...>` and `resumed`:
 * it begins at the first and ends at the second.
 */
export function* systemCalls(text: string): Generator<SystemCall> {
  const unfinished = new Map<string, { readonly head: string; readonly begun: number }>();
  let place = 0;
  for (const line of text.split("\n")) {
    const [, thread, rest] = LINE.exec(line) ?? [];
    if (thread === undefined || rest === undefined) continue;
    place++;
    if (rest.endsWith("<unfinished ...>")) {
      unfinished.set(thread, { head: rest.slice(0, -"<unfinished ...>".length), begun: place });
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const waiting = resumed === null ? undefined : unfinished.get(thread);
    if (resumed !== null && waiting === undefined) continue;
    unfinished.delete(thread);
    const whole = waiting === undefined ? rest : waiting.head + (resumed?.[1] ?? "");
    const call = parse(whole, waiting?.begun ?? place, place);
    if (call !== undefined) yield call;
  }
}

function parse(whole: string, begun: number, ended: number): SystemCall | undefined {
  const [, name, fd, target] = CALL.exec(whole) ?? [];
  if (name === undefined || fd === undefined || target === undefined) return undefined;
  const result = /= (-?\d+)[^=]*$/.exec(whole)?.[1];
  return {
    name,
    fd: Number(fd),
    target: unhex(target),
    data: buffers(whole),
    begun,
    ended,
    ok: result !== undefined && !result.startsWith("-"),
  };
}

/** All strings of the line, one after the other: `-xx` writes every byte as `\xNN`. */
function buffers(whole: string): Uint8Array {
  const hex = [...whole.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) =>
    (match[1] ?? "").replaceAll("\\x", ""),
  );
  return Uint8Array.fromHex(hex.join(""));
}

/** `-xx` escapes paths as well. */
function unhex(text: string): string {
  return text.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
