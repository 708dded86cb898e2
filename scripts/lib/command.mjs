import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:os";
import { root } from "./paths.mjs";
import { PlainError } from "./say.mjs";

/**
 * Run a command to its end, its output on our stderr.
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnSyncOptions} [options]
 * @throws {PlainError} when it cannot be started or does not exit with 0
 */
export function must(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: ["ignore", 2, 2], ...options });
  if (error) throw new PlainError(`cannot run ${program}: ${error.message}`);
  if (status !== 0) throw new PlainError(`failed: ${[program, ...args].join(" ")}`);
}

/**
 * Run npm in the repository.
 * @param {string[]} args
 * @throws {PlainError} when it fails
 */
export const npm = (args) =>
  must("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    shell: process.platform === "win32",
  });

/**
 * What a command prints on stdout, or undefined if it does not run or fails.
 * @param {string} program
 * @param {string[]} args
 */
export function answer(program, args) {
  const { status, stdout } = spawnSync(program, args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * Put a program in our place: our arguments, terminal and signals are its own.
 * A terminal sends Ctrl-C to every process in its foreground, so SIGINT is passed on only where there is none.
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<number>} its exit code, or 128 + n when signal n ended it
 */
export function become(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit" });
    const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
    process.on("SIGINT", () => {
      if (!onTerminal) child.kill("SIGINT");
    });
    for (const signal of /** @type {const} */ (["SIGTERM", "SIGHUP", "SIGQUIT"])) {
      process.on(signal, () => child.kill(signal));
    }
    endWithNpm(child);
    child.once("error", (error) => reject(new PlainError(`cannot run ${program}: ${error.message}`)));
    child.once("exit", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

const PARENT_CHECK_MS = 200;

/**
 * npm hands a signal to the shell between it and us, which dies of it and tells nobody. So under npm a vanished
 * parent is a request to end.
 * @param {import("node:child_process").ChildProcess} child
 */
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill("SIGTERM");
  }, PARENT_CHECK_MS);
  timer.unref();
}
