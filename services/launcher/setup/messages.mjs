// @ts-check
// What set-up prints: its progress, and the sentence with which it ends when it cannot continue.

/** @param {string} text */
export function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

/**
 * @param {number} exitCode 2 for wrong usage, 3 for something missing on this machine
 * @param {string} message what is wrong, and the command that fixes it
 * @returns {never}
 */
export function fail(exitCode, message) {
  throw Object.assign(new Error(message), { exitCode });
}
