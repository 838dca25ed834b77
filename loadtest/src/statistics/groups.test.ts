import { describe, expect, it } from 'vitest';
import { type Group, judge, parseThreshold } from './groups.js';

describe('threshold', () => {
  it.each([
    ['0.01', 'failureRate', '<=', 0.01],
    ['1%', 'failureRate', '<=', 0.01],
    ['0', 'failureRate', '<=', 0],
    ['failureRate < 66.7 %', 'failureRate', '<', 0.667],
    ['p99<50', 'p99', '<', 50],
    ['p50 <= .5', 'p50', '<=', 0.5],
    ['goodput>=100', 'goodput', '>=', 100],
  ])('the threshold %s is parsed', (expression, metric, comparison, limit) => {
    const threshold = parseThreshold(expression);
    expect(threshold).toMatchObject({ expression, metric, comparison });
    expect(threshold?.limit).toBeCloseTo(limit, 12);
  });

  it.each([
    '',
    '5',
    '101%',
    '-1',
    'p99',
    'p98<3',
    'p99<50%',
    'p99=3',
    '1%%',
    'p99<<3',
    'p99<1e3',
    'toString<1',
  ])('"%s" is not a threshold', (expression) => {
    expect(parseThreshold(expression)).toBeUndefined();
  });
});

const at = (median: number) => ({ min: 0, median, max: 1000 });
const group: Group = {
  mode: 'jwt-own-keys',
  client: 'pinned',
  predicted: 2 / 3,
  agrees: true,
  failureRate: at(0.66),
  p50: at(1),
  p95: null,
  p99: at(50),
  goodput: at(100),
};

it.each([
  ['66%', true],
  ['65.9%', false],
  ['p99<50', false],
  ['p99<=50', true],
  ['p50>1', false],
  ['goodput>=100', true],
  ['p95<1000', false],
])('the medians pass the threshold %s: %s', (expression, passed) => {
  const threshold = parseThreshold(expression) ?? expect.fail('no threshold');
  expect(judge([threshold], [group])).toEqual([
    expect.objectContaining({ expression, mode: 'jwt-own-keys', client: 'pinned', passed }),
  ]);
});
