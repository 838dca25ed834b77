// The command: its arguments, its exit codes, and that it leaves nothing behind.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from '@scale-out-lab/launcher/testing/until';
import { expect, it } from 'vitest';
import { launch } from '../support/launch.js';

// dist/mutations and src/mutations are at the same depth; the compiled files are in dist.
const main = fileURLToPath(new URL('../../dist/mutations/main.js', import.meta.url));

it('words that no mutation has in its name are refused with a sentence and exit code 2', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'no such words'], {
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('No mutation has "no such words" in its name. There are:\n  ');
});

it('a mutation that a test catches ends with "0 survived", and leaves nothing behind', {
  timeout: 120_000,
}, async () => {
  const launched = await launch({}, ['test:mutations', 'a session ID has 64 random bits']);
  expect(await launched.ended).toEqual({ code: 0, signal: null });
  expect(launched.output().stdout).toMatch(/^caught .* a session ID has 64 random bits/);
  expect(launched.output().stdout).toContain('\n0 survived of 1, in ');
  expect(await launched.remains()).toEqual([]);
});

it('Ctrl-C ends the tests that run, with exit code 130, and leaves nothing behind', {
  timeout: 120_000,
}, async () => {
  const launched = await launch({}, ['test:mutations', 'a session ID has 64 random bits']);
  await until(() => launched.output().stderr.includes('1 of 1'));
  launched.process.kill('SIGINT');
  expect(await launched.ended).toEqual({ code: 130, signal: null });
  expect(launched.output().stdout).toBe('');
  expect(await launched.remains()).toEqual([]);
});
