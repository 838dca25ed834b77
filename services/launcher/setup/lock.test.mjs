// @ts-check
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { until } from '../dist/testing/until.js';

const lockModule = new URL('./lock.mjs', import.meta.url).href;
/** @type {string} */
let folder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'set-up-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

/** A process that takes the lock, and records the times of its start and end. */
function takeTurn(/** @type {string} */ name) {
  const script = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(lockModule)};
    const note = (what) => appendFileSync(process.argv[1] + '/log', what + ' ${name}\\n');
    await withLock(process.argv[1], async () => {
      note('in');
      await new Promise((resolve) => setTimeout(resolve, 100));
      note('out');
    });`;
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, folder]);
}

const readLog = async () => (await readFile(join(folder, 'log'), 'utf8')).trimEnd().split('\n');

it('runs one set-up at a time', { timeout: 20_000 }, async () => {
  await Promise.all(['a', 'b', 'c'].map(takeTurn));
  const turns = await readLog();
  expect(turns).toHaveLength(6);
  for (let i = 0; i < 6; i += 2) expect(turns[i + 1]).toBe(turns[i]?.replace('in', 'out'));
  expect(await readdir(folder)).toEqual(['log']);
});

it('names the other set-up that it waits for', { timeout: 20_000 }, async () => {
  const lock = join(folder, '.setup.lock');
  await symlink(String(process.pid), lock);
  const turn = takeTurn('a');
  let said = '';
  turn.child.stderr?.on('data', (text) => {
    said += text;
  });
  await until(() => said.includes(`waiting for another set-up in this folder (process ${process.pid};`));
  expect(await readdir(folder)).toEqual(['.setup.lock']);
  await rm(lock);
  await turn;
  expect(await readLog()).toEqual(['in a', 'out a']);
});

it('takes over the lock of a process that has ended', { timeout: 20_000 }, async () => {
  const gone = spawn('true');
  await once(gone, 'exit');
  await symlink(String(gone.pid), join(folder, '.setup.lock'));
  await Promise.all(['a', 'b'].map(takeTurn));
  expect(await readLog()).toHaveLength(4);
  expect(await readdir(folder)).toEqual(['log']);
});

it('does not wait for ever where it cannot write', async () => {
  const { withLock } = await import(lockModule);
  const missing = join(folder, 'missing');
  await expect(withLock(missing, async () => {})).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining(`Cannot write to ${missing} (ENOENT). `),
  });
});
