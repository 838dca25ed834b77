// @ts-check
// How set-up ends when it cannot go on: one sentence for people, one exit code for programs.

/**
 * @param {number} exitCode 2 for wrong usage, 3 for something missing on this machine
 * @param {string} message what is wrong, and the command that mends it
 * @returns {never}
 */
export function fail(exitCode, message) {
  throw Object.assign(new Error(message), { exitCode });
}
