import { languages, modeNamed, modeNames, predictFailureRate } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { beforeEach, expect, it } from 'vitest';
import { choose } from '../../state/view.js';
import { describeLogOut, describeTheory, whyPredicted } from './explanations.js';

const logOut = (change: Partial<Exchange>) =>
  ({ kind: 'logout', status: 200, servedBy: 'api-2', issuedBy: 'api-1', code: null, ...change }) as Exchange;

beforeEach(() => choose({ language: 'en' }));

it.each(languages)('a reason names the rate if requests should fail, and only then, in %s', (language) => {
  choose({ language });
  for (const name of modeNames) {
    const fails = predictFailureRate(modeNamed(name), 'pinned', { instances: 3, requestsPerUser: 1 }) > 0;
    expect(whyPredicted(modeNamed(name), 'pinned', 3).includes('66.7%'), name).toBe(fails);
  }
});

it.each([
  [{ guess: 20, measured: 20, predicted: 30 * (2 / 3) }, 'So was the theory.'],
  [{ guess: 3, measured: 20, predicted: 20.000000000000004 }, 'The theory was exact.'],
  [{ guess: 3, measured: 30, predicted: 29.5 }, 'The theory is off by 0.5: it predicts the average'],
  [{ guess: 3, measured: 13, predicted: 20 }, 'The theory is off by 7: it predicts the average'],
  [{ guess: 3, measured: 12, predicted: 20 }, 'The theory is off by 8, more than chance explains'],
  [{ guess: 3, measured: 1, predicted: 0 }, 'The theory is off by 1, more than chance explains'],
])('the round %j describes the theory: %s', (round, words) => {
  expect(describeTheory(round)).toContain(words);
});

it.each([
  ['session-redis', 'api-2 revoked it. Every instance'],
  ['jwt-denylist-memory', 'api-2 revoked it in its own memory'],
  ['jwt-shared-key', 'api-2 revoked nothing'],
  ['jwt-refresh', 'api-2 revoked the refresh token'],
])('a log-out in %s is described: %s', (name, words) => {
  expect(describeLogOut(modeNamed(name), logOut({}))).toContain(words);
});

it('a log-out at an instance that does not know the session revokes nothing', () => {
  const refused = logOut({ status: 401, code: 'unknown-session' });
  expect(describeLogOut(modeNamed('session-memory'), refused)).toBe(
    'Log-out failed: it revoked nothing. api-1 created this session; api-2 has never seen it.',
  );
});
