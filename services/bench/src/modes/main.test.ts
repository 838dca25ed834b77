import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

// dist/modes and src/modes lie at the same depth; what Node can run is in dist.
const main = fileURLToPath(new URL('../../dist/modes/main.js', import.meta.url));

it.each([
  { flags: ['--max-rounds', '101'], expected: 'Expected a whole number from 1 to 100.' },
  { flags: ['jwt-shared-key'], expected: 'too many arguments' },
])('$flags is refused with a sentence and exit code 2', ({ flags, expected }) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...flags], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(expected);
});
