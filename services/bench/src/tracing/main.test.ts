import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

// dist/tracing and src/tracing are at the same depth; the compiled files are in dist.
const main = fileURLToPath(new URL('../../dist/tracing/main.js', import.meta.url));

it('measures each route with and without spans, and ends', () => {
  const flags = ['--rounds', '1', '--seconds', '0.2'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...flags], {
    encoding: 'utf8',
    timeout: 50_000,
  });
  expect([status, stderr]).toEqual([0, 'bench: round 0 of 1\nbench: round 1 of 1\n']);
  expect(stdout).toMatch(/^open route .*\n.*^jwt-shared-key .*\n.*^session-redis /m);
});
