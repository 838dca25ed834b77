// The control room signs alice in through the provider: each step, who answered it, and the tokens of another client.
import { decodeJson, split, tokenParts } from '@scale-out-lab/core';
import type { ProblemView, SignInView } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { useControlRoom } from '../support/control-room.js';

const room = useControlRoom({ INSTANCES: '2', PROVIDERS: '1' });

async function play(mode: string, isAmidOthers = false) {
  return (await room.ask<SignInView>('POST', 'sign-ins', { mode, isAmidOthers })).body;
}

it('a lone sign-in fails where the pending one is in memory, and the result has the reason', async () => {
  const { steps, ...view } = await play('oidc-memory');
  expect(view).toMatchObject({ isLoggedIn: false, code: 'unknown-sign-in', otherRequests: 0 });
  expect(view.callbackAt).not.toBe(view.begunBy);
  expect(view.detail).toBe(`${view.begunBy} began this sign-in; ${view.callbackAt} has never seen it.`);
  expect(steps.at(0)).toMatchObject({
    path: '/api/oidc-memory/sign-in',
    status: 302,
    servedBy: view.begunBy,
  });
  expect(steps.at(-1)).toMatchObject({ path: '/api/oidc-memory/callback', status: 400 });
});

it.each(['oidc-cookie', 'oidc-redis'])('in %s it succeeds, through provider and instances', async (mode) => {
  const { steps, isLoggedIn, code, tokens } = await play(mode, true);
  expect([isLoggedIn, code]).toEqual([true, null]);
  expect(steps.map(({ status }) => status)).toEqual([302, 303, 200, 303, 303, 303, 200]);
  expect(steps.filter(({ path }) => path.startsWith('/provider')).map(({ servedBy }) => servedBy)).toEqual(
    Array(4).fill('provider-1'),
  );
  expect(steps.filter(({ method }) => method === 'POST')).toHaveLength(1);
  const claims = decodeJson(split(tokens?.idToken ?? '', tokenParts)?.payload ?? '');
  expect(claims).toMatchObject({ sub: 'alice', aud: 'local-app' });
  expect(tokens?.userinfo).toMatchObject({ sub: 'alice', name: 'Alice Archer' });
});

it('a mode without a provider is refused', async () => {
  const { status, body } = await room.ask<ProblemView>('POST', 'sign-ins', {
    mode: 'jwt-shared-key',
    isAmidOthers: false,
  });
  expect([status, body.code]).toEqual([400, 'invalid-request']);
});

it('without a provider the answer names the failed step', async () => {
  for (const provider of room.providers()) await provider.stop();
  const { status, body } = await room.ask<ProblemView>('POST', 'sign-ins', {
    mode: 'oidc-redis',
    isAmidOthers: false,
  });
  expect([status, body.code]).toEqual([502, 'unreachable']);
  expect(body.detail).toMatch(/^\/(api\/oidc-redis\/sign-in|provider\/auth) was answered with 50[23]\. /);
});
