import { spawn } from "node:child_process";
import { root } from "../lib/paths.mjs";

/**
 * @typedef {object} Outcome
 * @property {number} status exit code; 1 when a signal or the time limit ended it
 * @property {string} output stdout and stderr together, empty when they were shown live
 */

/**
 * Run a program to its end.
 * @param {string} program
 * @param {string[]} args
 * @param {object} options
 * @param {number} options.limitMs after which it is killed and counts as failed
 * @param {boolean} [options.live] show the output as it comes instead of returning it
 * @param {NodeJS.ProcessEnv} [options.env] variables to add
 * @returns {Promise<Outcome>}
 */
export function execute(program, args, { limitMs, live = false, env = {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", live ? "inherit" : "pipe", live ? "inherit" : "pipe"],
    });
    let output = "";
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk;
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    const timer = setTimeout(() => {
      process.stderr.write(`killed after ${limitMs / 1000} s: ${program} ${args.slice(0, 3).join(" ")}\n`);
      child.kill("SIGKILL");
    }, limitMs);
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ status: code ?? 1, output });
    });
  });
}
