/**
 * One line of progress, on stderr so that stdout stays the program's own.
 * @param {string} line
 */
export const say = (line) => process.stderr.write(`culver: ${line}\n`);

/** A failure whose message tells the reader all there is to know; no stack is shown. */
export class PlainError extends Error {
  /** @override */
  name = "PlainError";
}

/**
 * Run a script's main function and end the process with what it returns.
 * @param {() => number | Promise<number>} main answers an exit code
 */
export async function run(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
