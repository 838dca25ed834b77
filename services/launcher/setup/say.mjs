// @ts-check
// Progress of set-up, for people.

/** @param {string} text */
export function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}
