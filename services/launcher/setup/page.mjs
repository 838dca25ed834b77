// @ts-check
// The page, bundled by Vite; skipped when nothing that it is made of has changed since. After the build, because Vite takes
// the catalogue of modes as TypeScript compiled it.
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { everythingIn, isUpToDate } from './files.mjs';
import { fail, say } from './messages.mjs';
import { runProgram } from './run-program.mjs';

/**
 * @param {string} root
 * @returns {import('./set-up.mjs').Step}
 */
export function page(root) {
  const dashboard = join(root, 'services', 'dashboard');
  // Written at every build. Its time is when that began: what changes while Vite runs is newer.
  const built = join(dashboard, 'dist', 'page', 'index.html');
  return {
    isDone: () => isUpToDate(built, sources(root, dashboard)),
    async run() {
      const startedAt = new Date();
      say('building the page');
      const exitCode = await runProgram(
        join(root, 'node_modules', '.bin', 'vite'),
        ['build', '--logLevel', 'warn'],
        { cwd: dashboard },
      );
      if (exitCode !== 0) fail(1, 'The page could not be built (see above).');
      utimesSync(built, startedAt, startedAt);
    },
  };
}

function sources(/** @type {string} */ root, /** @type {string} */ dashboard) {
  const files = ['index.html', 'vite.config.ts', 'package.json', 'tsconfig.json'].map((name) =>
    join(dashboard, name),
  );
  const folders = [join(dashboard, 'src'), join(dashboard, 'public'), join(root, 'services', 'core', 'src')];
  return [join(root, 'package-lock.json'), ...files, ...folders.flatMap(everythingIn)];
}
