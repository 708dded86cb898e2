/**
 * Reads to the end of its input, which comes with the death of the parent however that dies; then shuts the
 * cluster down at once (SIGQUIT) and deletes its folder. It sits out the signals of a terminal's Ctrl-C.
 */
const SCRIPT = `
trap '' INT TERM HUP
cat > /dev/null
if [ -f "$1/data/postmaster.pid" ]; then
  read -r pid < "$1/data/postmaster.pid"
  kill -QUIT "$pid" 2> /dev/null
  while kill -0 "$pid" 2> /dev/null; do sleep 0.02; done
fi
rm -rf "$1"
`;

/** Sees to it that a cluster and its folder do not outlive this process, even killed by SIGKILL. */
export class Watchdog {
  readonly #process: Bun.Subprocess<"pipe", "ignore", "ignore">;

  constructor(folder: string) {
    this.#process = Bun.spawn(["/bin/sh", "-c", SCRIPT, "watchdog", folder], {
      cwd: "/",
      stdin: "pipe",
      stdout: "ignore",
      stderr: "ignore",
    });
    this.#process.unref();
  }

  /** Clean up now; resolves when server and folder are gone. */
  async release(): Promise<void> {
    this.#process.stdin.end();
    await this.#process.exited;
  }
}
