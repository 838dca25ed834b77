import type { ExperimentView } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import {
  findGroup,
  formatCommand,
  namesOfGroup,
  type Selection,
  toRunRequest,
  usualLoad,
} from './selection.js';

const offer = (name: string, isFault = false, obstacle: string | null = null): ExperimentView => ({
  name,
  question: '',
  questionKorean: '',
  isFault,
  obstacle,
  obstacleKorean: obstacle,
});
const offered = [
  offer('steady'),
  offer('revocation'),
  offer('exposure'),
  offer('crash', true),
  offer('redis-crash', true),
  offer('scale-out', true, 'nobody can start instances here'),
];
const select = (experiments: readonly string[], rest: Partial<Selection> = {}): Selection => ({
  experiments: new Set(experiments),
  modes: null,
  load: usualLoad,
  ...rest,
});

it('a group holds the available experiments of its kind', () => {
  expect(namesOfGroup('faults', offered)).toEqual(['crash', 'redis-crash']);
  expect(namesOfGroup('scorecard', offered)).toEqual(['revocation', 'exposure']);
  expect(namesOfGroup('all', offered)).toHaveLength(5);
  expect(findGroup(new Set(['crash', 'redis-crash']), offered)).toBe('faults');
  expect(findGroup(new Set(['crash']), offered)).toBeUndefined();
});

it.each([
  [select(['steady']), 'npm run loadtest'],
  [select(['revocation', 'exposure']), 'npm run loadtest -- --experiment scorecard'],
  [
    select(['steady', 'exposure'], { modes: ['jwt-own-keys', 'jwt-shared-key'] }),
    'npm run loadtest -- jwt-own-keys jwt-shared-key --experiment steady --experiment exposure',
  ],
  [
    select(['steady'], { load: { users: 62, requests: 744, repeats: 1 } }),
    'npm run loadtest -- --users 62 --repeats 1',
  ],
  [select(['crash']), 'npm run demo -- --experiment crash'],
])('the command line does the same: %#', (selection, command) => {
  expect(formatCommand(selection, offered)).toBe(command);
});

it('another address is named, but not for faults', () => {
  const elsewhere = 'http://127.0.0.1:9090';
  expect(formatCommand(select(['steady']), offered, elsewhere)).toBe(
    `npm run loadtest -- --url ${elsewhere}`,
  );
  expect(formatCommand(select(['crash']), offered, elsewhere)).not.toContain('--url');
});

it('defaults are left out, and the load applies only to steady', () => {
  const heavy = { users: 100, requests: 1000, repeats: 3 };
  expect(toRunRequest(select(['steady']))).toEqual({ experiments: ['steady'] });
  expect(toRunRequest(select(['steady'], { load: heavy }))).toEqual({
    experiments: ['steady'],
    users: 100,
    requests: 1000,
  });
  expect(toRunRequest(select(['crash'], { load: heavy }))).toEqual({ experiments: ['crash'] });
  const empty = { ...usualLoad, users: Number.NaN };
  expect(toRunRequest(select(['steady'], { load: empty }))).toEqual({ experiments: ['steady'] });
});
