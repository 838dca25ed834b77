import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findVersion, isAtLeast } from './write-nginx-config.js';

it.each([
  ['1.22.1', '1.19.5', true],
  ['1.19.5', '1.19.5', true],
  ['1.18.0', '1.19.5', false],
  ['2.0.0', '1.19.5', true],
  ['1.9.15', '1.19.5', false],
])('nginx %s is at least %s: %s', (version, wanted, expected) => {
  expect(isAtLeast(version, wanted)).toBe(expected);
});

it.each(['nginx', 'redis-server'])('asks %s for its version', async (program) => {
  expect(await findVersion(program, process.env)).toMatch(/^[1-9]\d*\.\d+\.\d+$/);
});

it('names the missing part, and how to get it', async () => {
  await expect(findVersion('no-such-server', process.env)).rejects.toMatchObject({
    message: 'no-such-server: not found; npm start installs it, or names the program to install.',
    exitCode: 3,
  });
});

it.each([
  ['kill -INT $$', 130, /-v ended \(SIGINT\)\.$/],
  ['echo "libpcre.so: not found" >&2; exit 127', 3, /-v failed \(127\): libpcre\.so: not found\nRepair or /],
])('does not call a program missing that does "%s"', async (script, exitCode, message) => {
  const folder = mkdtempSync(join(tmpdir(), 'version-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'server');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  await expect(findVersion(program, process.env)).rejects.toMatchObject({
    exitCode,
    message: expect.stringMatching(message),
  });
});
