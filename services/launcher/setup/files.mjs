// @ts-check
// When files were changed: how a step of set-up sees whether what it makes is older than what it is made of.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What is in a folder, however deep, and itself: a folder changes when something in it is deleted or renamed. */
export function everythingIn(/** @type {string} */ folder) {
  if (modifiedAt(folder) === 0) return [];
  return [folder, ...readdirSync(folder, { recursive: true }).map((path) => join(folder, String(path)))];
}

/** Milliseconds since 1970; 0 if it is not there. */
export function modifiedAt(/** @type {string} */ path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * @param {string} made a file that was written when the others were as they should still be
 * @param {readonly string[]} sources
 */
export function isUpToDate(made, sources) {
  const madeAt = modifiedAt(made);
  return sources.every((path) => modifiedAt(path) < madeAt);
}
