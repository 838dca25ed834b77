import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

// dist/modes and src/modes are at the same depth; the compiled files are in dist.
const main = fileURLToPath(new URL('../../dist/modes/main.js', import.meta.url));
const run = (...flags: string[]) => spawnSync(process.execPath, [main, ...flags], { encoding: 'utf8' });

it.each([
  { flags: ['--max-rounds', '101'], expected: 'Expected a whole number from 1 to 100.' },
  { flags: ['paseto'], expected: 'The row is "paseto"; expected one of "session-memory", ' },
])('$flags is refused with a sentence and exit code 2', ({ flags, expected }) => {
  const { status, stdout, stderr } = run(...flags);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(expected);
});

it('measures the named row alone, and exits with 0 where no goal is missed', () => {
  const { status, stdout } = run('jwt-own-keys', '--rounds', '1', '--seconds', '0.2', '--connections', '1');
  const rows = stdout.split('\n').filter((line) => /^(open route|jwt|session|oidc)/.test(line));
  expect([status, rows.map((row) => row.split('  ')[0])]).toEqual([0, ['open route', 'jwt-own-keys']]);
});
