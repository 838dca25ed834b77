import { findMode, languages } from '@scale-out-lab/core';
import type { Credential, Exchange, Incident, RunView, SignInView } from '@scale-out-lab/core/wire';
import { type Facts, noFacts } from '@scale-out-lab/core/workshop';
import { describe, expect, it } from 'vitest';
import { choose, panelNames } from '../state/view.js';
import { findStep, type Step, steps, textsOf } from './steps.js';

const isStepDone = ({ tasks }: Step, facts: Facts) =>
  Object.values(tasks).every(({ isDone }) => isDone(facts));

const at = (second: number) => new Date(Date.UTC(2030, 0, 1, 9, 0, second)).toISOString();

const token = (text: string): Credential => ({
  kind: 'jwt',
  header: 'authorization',
  text,
  refreshToken: null,
  expiresAt: null,
});

let lastId = 0;
function request(mode: string, rest: Partial<Exchange> = {}): Exchange {
  lastId += 1;
  return {
    id: lastId,
    kind: 'me',
    clientId: 'one',
    mode,
    method: 'GET',
    path: `/api/${mode}/me`,
    sentAt: at(0),
    durationMs: 1,
    credential: token('a.b.c'),
    status: 200,
    servedBy: 'api-1',
    issuedBy: 'api-1',
    isRetried: false,
    code: null,
    detail: null,
    username: 'alice',
    verifyMs: null,
    storeMs: null,
    ...rest,
  };
}

const refused = (mode: string, code: string, rest: Partial<Exchange> = {}) =>
  request(mode, { status: code === 'store-unavailable' ? 503 : 401, code, servedBy: 'api-2', ...rest });
const logIn = (mode: string) => request(mode, { kind: 'login', credential: null });
const times = (count: number, make: () => Exchange) => Array.from({ length: count }, make);
const incident = (what: Incident['what'], fields: object = {}, second = 1) =>
  ({ id: second, at: at(second), what, instance: null, isAsked: true, ...fields }) as Incident;
const played = (mode: string, isLoggedIn: boolean): SignInView => ({
  ...{ mode, isLoggedIn, username: 'alice', steps: [], tokens: null },
  ...{ begunBy: 'api-1', callbackAt: 'api-2', code: null, detail: null, otherRequests: 0 },
});
const steadyRun: RunView = {
  id: 'run-1',
  status: 'finished',
  startedAt: at(1),
  endedAt: at(2),
  experiments: ['steady'],
  modes: [],
  done: 1,
  total: 1,
  progress: '',
  rows: [],
  exitCode: 0,
  failure: null,
  report: null,
};

/** The facts after the tasks of each step. */
const factsAfter: Readonly<Record<string, () => Partial<Facts>>> = {
  'one-log-in': () => ({ exchanges: [logIn('session-memory'), request('session-memory')] }),
  'second-server': () => {
    const lost = refused('session-memory', 'unknown-session');
    return { exchanges: [...times(9, () => request('session-memory')), lost], chosen: lost };
  },
  'predict-first': () => ({
    rounds: [
      {
        number: 1,
        mode: 'session-memory',
        model: 'pinned',
        instances: 3,
        guess: 15,
        measured: 21,
        predicted: 20,
      },
    ],
  }),
  'sticky-sessions': () => ({
    exchanges: [...times(10, () => request('session-sticky')), refused('session-sticky', 'unknown-session')],
    incidents: [incident('crash')],
  }),
  'session-store': () => ({
    exchanges: [
      request('session-redis'),
      request('session-redis', { servedBy: 'api-2' }),
      refused('session-redis', 'store-unavailable'),
    ],
    incidents: [incident('redis-crash')],
  }),
  'token-not-portable': () => ({
    exchanges: [
      logIn('jwt-own-keys'),
      ...times(9, () => request('jwt-own-keys')),
      refused('jwt-own-keys', 'bad-signature'),
    ],
  }),
  'shared-secret': () => ({
    exchanges: [...times(10, () => request('jwt-shared-key')), refused('jwt-own-keys', 'bad-signature')],
  }),
  'what-a-token-says': () => ({
    exchanges: [logIn('jwt-shared-key')],
    tamperings: [
      {
        mode: 'jwt-shared-key',
        changes: ['username'],
        untouched: [request('jwt-shared-key')],
        edited: [refused('jwt-shared-key', 'bad-signature')],
      },
    ],
  }),
  'stolen-copy': () => ({
    exchanges: [
      request('jwt-shared-key', { kind: 'logout' }),
      request('jwt-shared-key'),
      request('jwt-denylist', { kind: 'logout' }),
      refused('jwt-denylist', 'revoked'),
    ],
  }),
  'short-life': () => ({
    exchanges: [
      request('jwt-refresh', { kind: 'refresh' }),
      request('jwt-refresh', { kind: 'logout' }),
      request('jwt-refresh'),
      refused('jwt-refresh', 'expired'),
    ],
  }),
  'new-keys': () => ({
    incidents: [
      incident('keys', { ring: 'jwt', how: 'overlap' }),
      incident('keys', { ring: 'jwt', how: 'cut' }, 3),
    ],
    exchanges: [
      request('jwt-shared-key', { sentAt: at(2) }),
      refused('jwt-shared-key', 'bad-signature', { sentAt: at(4) }),
    ],
  }),
  'sign-in': () => ({ signIns: [played('oidc-memory', false), played('oidc-redis', true)] }),
  measure: () => ({ run: steadyRun }),
};

it('the steps leave a fifth of an hour for questions, and their names fit into an address', () => {
  const names = steps.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]{1,40}$/);
  expect(steps.reduce((total, { minutes }) => total + minutes, 0)).toBe(48);
  expect(findStep('first').name).toBe(names[0]);
});

describe.each(steps)('$name', (step) => {
  it('has its texts in both languages', () => {
    for (const language of languages) {
      choose({ language });
      const { title, tasks, question, answer, lesson } = textsOf(step, 3);
      expect(Object.keys(tasks)).toEqual(Object.keys(step.tasks));
      for (const text of [title, question, answer, lesson, ...Object.values(tasks)]) {
        expect(text.trim()).not.toBe('');
        expect(text).not.toMatch(/undefined|NaN|\[object/);
        expect(/[가-힣]/.test(text)).toBe(language === 'ko');
      }
    }
  });

  it('leads to existing modes and panels', () => {
    expect(findMode(step.mode)).toBeDefined();
    if (step.versus) expect(findMode(step.versus)).toBeDefined();
    const panels = [step.panel, ...Object.values(step.tasks).flatMap(({ panel }) => panel ?? [])];
    for (const panel of panels) expect(panelNames).toContain(panel);
  });

  it('is open at first, and done after all its tasks', () => {
    expect(isStepDone(step, noFacts)).toBe(false);
    expect(isStepDone(step, { ...noFacts, ...factsAfter[step.name]?.() })).toBe(true);
  });

  it('needs each of its tasks', () => {
    const all: Facts = { ...noFacts, ...factsAfter[step.name]?.() };
    const { exchanges, incidents, run, chosen, rounds, tamperings, signIns } = all;
    const isDoneWithout = (without: Partial<Facts>) => isStepDone(step, { ...all, ...without });
    if (exchanges.length > 0) expect(isDoneWithout({ exchanges: exchanges.slice(0, -1) })).toBe(false);
    if (incidents.length > 0) expect(isDoneWithout({ incidents: [] })).toBe(false);
    if (signIns.length > 0) expect(isDoneWithout({ signIns: signIns.slice(0, -1) })).toBe(false);
    if (rounds.length > 0) expect(isDoneWithout({ rounds: [] })).toBe(false);
    if (tamperings.length > 0) expect(isDoneWithout({ tamperings: [] })).toBe(false);
    if (chosen) expect(isDoneWithout({ chosen: null })).toBe(false);
    if (run) expect(isDoneWithout({ run: { ...run, status: 'cancelled' } })).toBe(false);
  });
});

it('only a credential that is sent after the log-out of its owner counts as a copy', () => {
  const lives = findStep('stolen-copy').tasks.lives;
  const before = request('jwt-shared-key');
  const logOut = request('jwt-shared-key', { kind: 'logout' });
  const another = request('jwt-shared-key', { credential: token('d.e.f') });
  expect(lives?.isDone({ ...noFacts, exchanges: [before, logOut, another] })).toBe(false);
  expect(lives?.isDone({ ...noFacts, exchanges: [before, logOut, request('jwt-shared-key')] })).toBe(true);
});
