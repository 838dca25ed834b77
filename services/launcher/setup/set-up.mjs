// @ts-check
// Set-up: a list of steps, each of which knows whether it is done. When all are, this takes a few milliseconds.
import { build } from './build.mjs';
import { extendSearchPath } from './find-program.mjs';
import { withLock } from './lock.mjs';
import { packages } from './packages.mjs';
import { page } from './page.mjs';
import { programs } from './programs.mjs';

/** @typedef {{ isDone: () => boolean, run: () => Promise<void> }} Step */

/**
 * @param {string} root the checkout
 * @param {readonly string[]} programNames what must be on the search path
 */
export async function setUp(root, programNames) {
  extendSearchPath();
  /** @type {Step[]} */
  const steps = [programs(root, programNames), packages(root), build(root), page(root)];
  if (steps.every((step) => step.isDone())) return;
  await withLock(root, async () => {
    // Each step is checked again: another set-up may have done it, and a step can undo a later one.
    for (const step of steps) if (!step.isDone()) await step.run();
  });
}
