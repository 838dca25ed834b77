import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { launch } from '../support/launch.js';

const file = fileURLToPath(import.meta.url);

it.each([
  [['paseto', '--no-reports'], 2, 'There is no mode "paseto"; the server offers session-memory, '],
  [['--reports', file], 3, `The report cannot be written to "${file}"`],
])(
  '%j is refused before anything is started',
  async (args, exitCode, sentence) => {
    const launched = await launch({}, ['demo', ...args]);
    expect((await launched.ended).code).toBe(exitCode);
    expect(launched.output().stderr).toContain(sentence);
    expect(launched.output().stderr).not.toContain('starting');
  },
  40_000,
);
