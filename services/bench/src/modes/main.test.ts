import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

// dist/modes and src/modes lie at the same depth; what Node can run is in dist.
const main = fileURLToPath(new URL('../../dist/modes/main.js', import.meta.url));
const run = (...flags: string[]) => spawnSync(process.execPath, [main, ...flags], { encoding: 'utf8' });

it.each([
  { flags: ['--rounds', '0'], expected: 'Expected a whole number from 1 to 100.' },
  { flags: ['--max-rounds', '101'], expected: 'Expected a whole number from 1 to 100.' },
  { flags: ['--rounds', '1.5'], expected: 'Expected a whole number from 1 to 100.' },
  { flags: ['--seconds', '1e1'], expected: 'Expected a number from 0.2 to 60.' },
  { flags: ['--connections', 'many'], expected: 'Expected a whole number from 1 to 1000.' },
  { flags: ['--turbo'], expected: "unknown option '--turbo'" },
  { flags: ['jwt-shared-key'], expected: 'too many arguments' },
])('$flags is refused with a sentence and exit code 2', ({ flags, expected }) => {
  const { status, stdout, stderr } = run(...flags);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(expected);
});

it('--help names every flag and exits with 0', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  for (const flag of ['--rounds', '--max-rounds', '--seconds', '--connections', '--json'])
    expect(stdout).toContain(flag);
});
