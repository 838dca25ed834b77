import { findMode } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { choose } from '../../state/view.js';
import { describeLogOut } from './explanations.js';

const mode = (name: string) => findMode(name) ?? expect.fail(`no mode ${name}`);
const answered = (change: Partial<Exchange>) =>
  ({ kind: 'logout', status: 200, servedBy: 'api-2', issuedBy: 'api-1', code: null, ...change }) as Exchange;

it.each([
  ['session-redis', 'api-2 revoked it: every instance'],
  ['jwt-denylist-memory', 'api-2 revoked it in its own memory'],
  ['jwt-shared-key', 'api-2 revoked nothing'],
  ['jwt-refresh', 'api-2 revoked the refresh token'],
])('of %s it says: %s', (name, words) => {
  choose({ language: 'en' });
  expect(describeLogOut(mode(name), answered({}))).toContain(words);
});

it('a log-out that met an instance that does not know the session revoked nothing', () => {
  choose({ language: 'en' });
  const refused = answered({ status: 401, code: 'unknown-session' });
  expect(describeLogOut(mode('session-memory'), refused)).toBe(
    'The log-out was lost and revoked nothing. api-1 created this session; api-2 has never seen it.',
  );
});
