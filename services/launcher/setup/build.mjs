// @ts-check
// The builds: TypeScript's own incremental one, then the servers and the page, which Vite bundles from the compiled files.
// Each is skipped if no source has changed since the last.
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, runProgram, say } from './run-program.mjs';

/**
 * @param {string} root
 * @returns {import('./set-up.mjs').Step}
 */
export function build(root) {
  const configs = ['tsconfig.json', 'tsconfig.base.json', 'package-lock.json'].map((name) =>
    join(root, name),
  );
  const step = buildStep({
    root,
    stamp: join(root, 'node_modules', '.lab-built'),
    sources: () => [
      ...configs,
      ...projects(root).flatMap((path) => [join(path, 'tsconfig.json'), ...everythingIn(join(path, 'src'))]),
    ],
    doing: 'building',
    command: ['tsc', '--build'],
    failure: 'The build failed (see above).',
  });
  return { ...step, isDone: () => step.isDone() && projects(root).every(isBuilt) };
}

/**
 * The instance and the provider: an instance starts in less than half of the time that its modules take without a bundle.
 * @param {string} root
 * @returns {import('./set-up.mjs').Step[]}
 */
export function servers(root) {
  const config = join(root, 'services', 'http', 'vite.server.config.js');
  const server = (/** @type {string} */ name, /** @type {readonly string[]} */ packages) => {
    const folder = join(root, 'services', name);
    return buildStep({
      root,
      cwd: folder,
      stamp: join(folder, 'dist', 'server', 'main.js'),
      sources: () => [
        ...[config, join(root, 'package-lock.json')],
        ...packages.flatMap((path) => compiledIn(join(root, 'services', path, 'dist'))),
      ],
      doing: `bundling the ${name}`,
      command: ['vite', 'build', '--config', config],
      failure: `Vite cannot bundle the ${name} (see above). To build everything again, run: npm run build`,
    });
  };
  return [server('api', ['core', 'http', 'api']), server('provider', ['core', 'http', 'api', 'provider'])];
}

/**
 * @param {string} root
 * @returns {import('./set-up.mjs').Step}
 */
export function page(root) {
  const dashboard = join(root, 'services', 'dashboard');
  const pages = ['index.html', 'vite.config.ts', 'replay.html', 'vite.replay.config.ts'];
  const files = [...pages, 'package.json', 'tsconfig.json'].map((name) => join(dashboard, name));
  const folders = [join(dashboard, 'src'), join(dashboard, 'public'), join(root, 'services', 'core', 'src')];
  return buildStep({
    root,
    cwd: dashboard,
    stamp: join(dashboard, 'dist', 'page', 'index.html'),
    sources: () => [join(root, 'package-lock.json'), ...files, ...folders.flatMap(everythingIn)],
    doing: 'building the page',
    command: ['vite', 'build', '--logLevel', 'warn'],
    failure: 'The page could not be built (see above).',
  });
}

/**
 * @param {object} options
 * @param {string} options.root
 * @param {string} [options.cwd]
 * @param {string} options.stamp a file with the time at which the last build began: later changes are newer
 * @param {() => readonly string[]} options.sources
 * @param {string} options.doing
 * @param {readonly string[]} options.command
 * @param {string} options.failure
 * @returns {import('./set-up.mjs').Step}
 */
function buildStep({ root, cwd = root, stamp, sources, doing, command: [name = '', ...args], failure }) {
  return {
    isDone: () => sources().every((path) => modifiedAt(path) < modifiedAt(stamp)),
    async run() {
      const startedAt = new Date();
      say(doing);
      const exitCode = await runProgram(join(root, 'node_modules', '.bin', name), args, { cwd });
      if (exitCode !== 0) fail(1, failure);
      writeFileSync(stamp, '', { flag: 'a' });
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

function isBuilt(/** @type {string} */ project) {
  return modifiedAt(join(project, 'dist', '.tsbuildinfo')) > 0;
}

/** A folder and everything below it. A folder changes if a file in it is deleted or renamed. */
function everythingIn(/** @type {string} */ folder) {
  if (modifiedAt(folder) === 0) return [];
  return [folder, ...readdirSync(folder, { recursive: true }).map((path) => join(folder, String(path)))];
}

/** The output of the compiler, without the tests. */
function compiledIn(/** @type {string} */ folder) {
  return everythingIn(folder).filter((path) => /(?<!\.test)\.js$/.test(path) && !isBundled.test(path));
}

const isBundled = /\/dist\/server\//;

/** Milliseconds since 1970; 0 if it is not there. */
function modifiedAt(/** @type {string} */ path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
