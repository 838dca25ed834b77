import type { SignInView } from '@scale-out-lab/core/wire';
import { expect, it, onTestFinished } from 'vitest';
import { routeOfStep } from '../map/dots/route.js';
import { type SeenStep, watchRequests } from './lab-state.js';
import { holderOf, latestSignIn, noteSignIn, pendingSignIns } from './sign-ins.js';

const step = (path: string, status: number, servedBy: string, method: 'GET' | 'POST' = 'GET') => ({
  ...{ method, path, status, servedBy },
});

/** @param end the status of the callback */
const played = (mode: string, end: 303 | 401): SignInView => ({
  ...{ mode, username: 'alice', begunBy: 'api-1', callbackAt: 'api-2', isLoggedIn: end === 303 },
  steps: [
    step(`/api/${mode}/sign-in`, 302, 'api-1'),
    step('/provider/auth', 303, 'provider-1'),
    step(`/api/${mode}/callback`, end, 'api-2'),
    ...(end === 303 ? [step(`/api/${mode}/me`, 200, 'api-3')] : []),
    // Of the program for which the same user signs in afterwards.
    step('/provider/token', 200, 'provider-1', 'POST'),
  ],
  ...{ code: null, detail: null, otherRequests: 0, tokens: null },
});

function watch() {
  const seen: SeenStep[] = [];
  onTestFinished(watchRequests({ onExchange: () => {}, onStep: (each) => void seen.push(each) }));
  return seen;
}

it.each([
  ['oidc-memory', 'api-1'],
  ['oidc-cookie', 'visitor'],
  ['oidc-redis', 'redis'],
])('%s keeps a pending sign-in in %s, until its callback is accepted', async (mode, holder) => {
  expect(holderOf(played(mode, 401))).toBe(holder);
  await noteSignIn(played(mode, 401), 0);
  expect(pendingSignIns.value.get(mode)?.holder).toBe(holder);
  await noteSignIn(played(mode, 303), 0);
  expect(pendingSignIns.value.has(mode)).toBe(false);
  expect(latestSignIn(mode)?.isLoggedIn).toBe(true);
});

it('the requests of a sign-in fly one after the other, through the parts that they really pass', async () => {
  const seen = watch();
  await noteSignIn(played('oidc-redis', 303), 1);
  expect(seen.map((each) => routeOfStep(each).stops)).toEqual(
    [
      { instance: 'api-1', asksRedis: true, asksProvider: false },
      { instance: 'provider', asksRedis: false, asksProvider: false },
      { instance: 'api-2', asksRedis: false, asksProvider: true },
      { instance: 'api-3', asksRedis: true, asksProvider: false },
    ].map((stops) => ({ lane: 'oidc-redis', ...stops })),
  );
});

it('a refused callback flies back as a refusal, and ends at the instance', async () => {
  const seen = watch();
  await noteSignIn(played('oidc-memory', 401), 1);
  const last = seen.map(routeOfStep).at(-1);
  expect(last).toMatchObject({ isAccepted: false, stops: { instance: 'api-2', asksProvider: false } });
  expect(pendingSignIns.value.get('oidc-memory')?.holder).toBe('api-1');
});
