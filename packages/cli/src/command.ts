/** What a command may use of the process it runs in. */
export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the process is asked to end (SIGINT, SIGTERM). */
  readonly signal: AbortSignal;
  /** Writes text as it is to standard output: results, for people and scripts. */
  out(text: string): void;
  /** Writes text as it is to standard error: progress and complaints. */
  err(text: string): void;
  /** Asks the person at the terminal and resolves to their line; undefined when there is nobody to ask. */
  ask?(question: string): Promise<string | undefined>;
}

/** Exit codes of every command. */
export const ExitCode = { ok: 0, failure: 1, usage: 2 } as const;

/** One command, one file. */
export interface Command {
  /** The words that call it: `config`, `device send`. */
  readonly name: string;
  /** What follows the name, as in a manual: `NUMBER TEXT --store DIR`. Empty when nothing does. */
  readonly synopsis: string;
  /** One line for the list of commands, without a full stop. */
  readonly summary: string;
  /** More for `--help`: flags and what they mean, an example. */
  readonly details?: string;
  /**
   * @param args what follows the name
   * @returns an exit code
   * @throws {UsageError} when `args` make no sense
   */
  run(args: readonly string[], context: Context): Promise<number>;
}

/** The command line makes no sense; the message says why. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
