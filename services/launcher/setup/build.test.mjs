// @ts-check
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { page, servers } from './build.mjs';

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const serverConfig = fileURLToPath(new URL('../../http/vite.server.config.js', import.meta.url));
/** @type {string} */
let root;

/** A checkout with only a page and the parts of a server, written a minute ago. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'set-up-page-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await symlink(modules, join(root, 'node_modules'));
  await write('services/dashboard/index.html', '<script type="module" src="/src/main.js"></script>');
  await write('services/dashboard/src/main.js', 'document.title = "first";');
  await write('services/dashboard/vite.config.ts', 'export default { build: { outDir: "dist/page" } };');
  await write('services/core/src/catalogue.ts', '');
  await write('services/api/package.json', '{ "type": "module" }');
  await writeCompiled('services/core/dist/index.js', 'export const greeting = "first";');
  await writeCompiled(
    'services/api/dist/main.js',
    `import { greeting } from '../../core/dist/index.js'; console.log(greeting);`,
  );
  await writeCompiled('services/api/dist/tracing/tracing.js', '');
  await cp(serverConfig, join(root, 'services/http/vite.server.config.js'));
  await age(join(root, 'services/http/vite.server.config.js'));
  await write('package-lock.json', '{}');
  for (const folder of ['services/dashboard/src', 'services/core/src']) await age(join(root, folder));
});

async function write(/** @type {string} */ path, /** @type {string} */ text) {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  await age(file);
}

async function writeCompiled(/** @type {string} */ path, /** @type {string} */ code) {
  await write(path, code);
  await write(`${path}.map`, JSON.stringify({ version: 3, sources: [], names: [], mappings: '' }));
}

const age = (/** @type {string} */ path) => utimes(path, new Date(), new Date(Date.now() - 60_000));
const change = (/** @type {string} */ path) =>
  utimes(join(root, path), new Date(), new Date(Date.now() + 1000));

it('is built once, and not again while nothing changes', { timeout: 20_000 }, async () => {
  expect(page(root).isDone()).toBe(false);
  await page(root).run();
  expect(page(root).isDone()).toBe(true);
  const html = await readFile(join(root, 'services/dashboard/dist/page/index.html'), 'utf8');
  expect(html).toMatch(/src="\/assets\/index-[\w-]+\.js"/);
});

it('is built again when a source, its folder, the configuration or the lock file has changed', {
  timeout: 20_000,
}, async () => {
  await page(root).run();
  for (const path of [
    'services/dashboard/index.html',
    'services/dashboard/vite.config.ts',
    'services/dashboard/src/main.js',
    'services/dashboard/src',
    'services/core/src/catalogue.ts',
    'package-lock.json',
  ]) {
    await change(path);
    expect(page(root).isDone(), path).toBe(false);
    await age(join(root, path));
    expect(page(root).isDone(), path).toBe(true);
  }
});

it('a failed build is reported in a sentence, and does not count as built', {
  timeout: 20_000,
}, async () => {
  await write('services/dashboard/src/main.js', 'import "./missing.js";');
  await expect(page(root).run()).rejects.toMatchObject({
    message: 'The page could not be built (see above).',
    exitCode: 1,
  });
  expect(page(root).isDone()).toBe(false);
});

it('a server is bundled with its packages, and again when the compiler has written one of them', {
  timeout: 20_000,
}, async () => {
  const [instance] = servers(root);
  await instance?.run();
  const { stdout } = await promisify(execFile)('node', [join(root, 'services/api/dist/server/main.js')]);
  expect(stdout).toBe('first\n');
  for (const path of ['services/core/dist/index.js', 'services/api/dist/main.js', 'package-lock.json']) {
    await change(path);
    expect(instance?.isDone(), path).toBe(false);
    await age(join(root, path));
    expect(instance?.isDone(), path).toBe(true);
  }
});
