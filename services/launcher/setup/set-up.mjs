// @ts-check
// Set-up: a list of steps, each with a check whether it is done. When all are, this takes a few milliseconds.

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, page, servers } from './build.mjs';
import { withLock } from './lock.mjs';
import { extendSearchPath, programs } from './programs.mjs';
import { fail, runProgram, say } from './run-program.mjs';

/** @typedef {{ isDone: () => boolean, run: () => Promise<void> }} Step */

/**
 * @param {string} root the checkout
 * @param {readonly string[]} programNames programs that must be on the search path
 */
export async function setUp(root, programNames) {
  extendSearchPath();
  await takeSteps(root, [programs(root, programNames), ...preparations(root)]);
}

/**
 * Takes those that are not done.
 * @param {string} root the checkout
 * @param {readonly Step[]} steps
 */
export async function takeSteps(root, steps) {
  if (steps.every((step) => step.isDone())) return;
  await withLock(root, async () => {
    // Each step is checked again: another set-up may have done it, and a step can undo a later one.
    for (const step of steps) if (!step.isDone()) await step.run();
  });
}

/**
 * The downloads and builds in the checkout.
 * @param {string} root
 * @returns {Step[]}
 */
export function preparations(root) {
  return [packages(root), build(root), ...servers(root), page(root)];
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} Package */

/**
 * The npm packages: exactly those of the lock file.
 * @param {string} root
 * @returns {Step}
 */
function packages(root) {
  return {
    isDone: () => isInstalled(root),
    async run() {
      say('installing the npm packages (npm ci)');
      const [program, args] = npm();
      // Development packages too, whatever NODE_ENV is: the compiler is one of them.
      const exitCode = await runProgram(program, [...args, 'ci', '--include=dev'], { cwd: root });
      if (exitCode !== 0)
        fail(3, 'npm could not install the packages (see above). When the cause is fixed, run: npm ci');
    },
  };
}

/** At the end, npm lists the installed packages in a second lock file, so an interrupted installation has none. */
function isInstalled(/** @type {string} */ root) {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!installed) return false;
  const wanted = Object.entries(readPackages(join(root, 'package-lock.json')) ?? {});
  return wanted.every(([path, want]) => {
    const have = installed[path];
    if (path === '' || (!have && want.optional)) return true; // '' is the checkout; optional: another platform's
    return have !== undefined && have.version === want.version && have.integrity === want.integrity;
  });
}

/** @returns {Record<string, Package> | undefined} */
function readPackages(/** @type {string} */ path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** @returns {[string, string[]]} the npm that runs this script, or the one on the search path */
function npm() {
  const path = process.env.npm_execpath ?? '';
  return basename(path).startsWith('npm') ? [process.execPath, [path]] : ['npm', []];
}
