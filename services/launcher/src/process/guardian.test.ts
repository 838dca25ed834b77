import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';

import { isAlive, until } from '../testing/until.js';
import { startChild } from './child.js';
import { explainFullDisk, makeFolder, startGuardian } from './guardian.js';

it.each([
  ['', false],
  [', even if the guardian itself was killed', true],
])('a normal end leaves no process and no folder%s', async (_what, isKilled) => {
  const folder = await mkdtemp(join(tmpdir(), 'guardian-'));
  await writeFile(join(folder, 'file'), '');
  const guardian = startGuardian(folder);
  const sleeper = {
    name: 'part',
    command: 'sleep',
    args: ['60'],
    env: { PATH: process.env.PATH },
    cwd: folder,
  };
  const { pid } = await startChild(sleeper, { guardian, onLine: () => {} });
  if (isKilled) process.kill(guardian.pid ?? expect.fail(), 'SIGKILL');
  await guardian.end();
  expect(existsSync(folder)).toBe(false);
  await until(() => !isAlive(pid));
});

it('the temporary folder is absolute, also if TMPDIR is relative', async () => {
  vi.stubEnv('TMPDIR', relative('', tmpdir()));
  onTestFinished(() => void vi.unstubAllEnvs());
  const folder = await makeFolder();
  onTestFinished(() => rm(folder, { recursive: true }));
  expect(isAbsolute(folder)).toBe(true);
});

it('a TMPDIR that takes no folder is one sentence with the fix', async () => {
  vi.stubEnv('TMPDIR', '/no/such/folder');
  onTestFinished(() => void vi.unstubAllEnvs());
  const message =
    'No folder can be made in /no/such/folder (ENOENT). Set TMPDIR to a folder that takes files.';
  await expect(makeFolder()).rejects.toMatchObject({ message, exitCode: 3 });
});

it('a full disk at the start is one sentence, and another error stays as it is', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(explainFullDisk(full)).toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/ is full \(ENOSPC\)\. Free space there, or set TMPDIR to /),
  });
  const other = new Error('unexpected');
  expect(explainFullDisk(other)).toBe(other);
});
