// @ts-check
// The build: TypeScript's own incremental one, and skipped when no source has changed since the last.
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { everythingIn, isUpToDate, modifiedAt } from './files.mjs';
import { fail, say } from './messages.mjs';
import { runProgram } from './run-program.mjs';

/**
 * @param {string} root
 * @returns {import('./set-up.mjs').Step}
 */
export function build(root) {
  const stamp = join(root, 'node_modules', '.lab-built');
  return {
    isDone: () => isUpToDate(stamp, sources(root)) && projects(root).every(isBuilt),
    async run() {
      const startedAt = new Date(); // what changes while the compiler runs is newer than the stamp
      say('building');
      const exitCode = await runProgram(join(root, 'node_modules', '.bin', 'tsc'), ['--build'], {
        cwd: root,
      });
      if (exitCode !== 0) fail(1, 'The build failed (see above).');
      writeFileSync(stamp, '');
      utimesSync(stamp, startedAt, startedAt);
    },
  };
}

/** The folders that the root tsconfig.json names. */
function projects(/** @type {string} */ root) {
  /** @type {{ references: { path: string }[] }} */
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  return references.map(({ path }) => join(root, path));
}

function sources(/** @type {string} */ root) {
  const configs = ['tsconfig.json', 'tsconfig.base.json', 'package-lock.json'].map((name) =>
    join(root, name),
  );
  const folders = projects(root).flatMap((project) => [
    join(project, 'tsconfig.json'),
    ...everythingIn(join(project, 'src')),
  ]);
  return [...configs, ...folders];
}

function isBuilt(/** @type {string} */ project) {
  return modifiedAt(join(project, 'dist', '.tsbuildinfo')) > 0;
}
