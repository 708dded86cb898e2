/**
 * @typedef {object} Failure
 * @property {string} file
 * @property {string} name
 */

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {Failure[]} [failures] those that failed, as far as they are known
 * @property {Failure[]} [unsteady] those that failed among the others and passed alone
 */

/** @type {Readonly<Tally>} */
export const nothing = { passed: 0, failed: 0, skipped: 0 };

/** @type {Readonly<Tally>} */
export const oneFailed = { passed: 0, failed: 1, skipped: 0 };

/**
 * @param {Tally[]} tallies
 * @returns {Tally}
 */
export const sum = (tallies) =>
  tallies.reduce(
    (a, b) => ({
      passed: a.passed + b.passed,
      failed: a.failed + b.failed,
      skipped: a.skipped + b.skipped,
      failures: [...(a.failures ?? []), ...(b.failures ?? [])],
      unsteady: [...(a.unsteady ?? []), ...(b.unsteady ?? [])],
    }),
    nothing,
  );

/** @param {Tally} tally */
export const inWords = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * The tally of a test runner. One that fails though no test did (a file that does not load, a crash, the
 * time limit) or that ran no test at all has failed once.
 * @param {Tally} tally what its report says
 * @param {number} status its exit code
 * @returns {Tally}
 */
export const judged = (tally, status) =>
  (status !== 0 && tally.failed === 0) || tally.passed + tally.failed + tally.skipped === 0
    ? { ...tally, failed: tally.failed + 1 }
    : tally;
