// The restore epoch, in every mode: Redis still has each record of the earlier epoch, and nothing of it counts.
import { catalogue, type Mode } from '@scale-out-lab/core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { parseConfig } from './config.js';
import { buildTestControl, startTestCluster, testSecrets } from './testing/build-test-app.js';
import { type Credential, credentialIn, postLogin, postLogout } from './testing/client.js';

const { one, two, build } = await startTestCluster({ config: { refreshGraceSeconds: 0 } });
const controls = await Promise.all([one, two].map((app) => buildTestControl(afterAll, app)));
const change = (epoch: string | null) =>
  Promise.all(
    controls.map(async (control) => {
      const answer = await control.put('/restore-epoch', { epoch });
      expect([answer.statusCode, answer.json()]).toEqual([200, { epoch }]);
    }),
  );
afterEach(() => change(null));

interface Held {
  readonly credential: Credential;
  readonly refreshToken: string;
}

async function logIn({ name }: Pick<Mode, 'name'>): Promise<Held> {
  const answer = await postLogin(one, name);
  return { credential: credentialIn(answer), refreshToken: answer.json().refresh_token };
}

/** The status of a request that looks the log-in up: a refresh, or the list of log-ins, which trusts no copy of a session. */
async function use({ name, keys, refresh }: Mode, { credential, refreshToken }: Held): Promise<number> {
  const app = keys === 'own' ? one : two;
  const answer = refresh
    ? await app.inject({
        method: 'POST',
        url: `/api/${name}/refresh`,
        payload: { refresh_token: refreshToken },
      })
    : await app.inject({ method: 'GET', url: `/api/${name}/sessions`, headers: { ...credential } });
  return answer.statusCode;
}

describe.each(catalogue.filter(({ state }) => state === 'redis'))('$name', (mode) => {
  it('a new epoch refuses log-ins of the one before, which the epoch before accepts again', async () => {
    const held = await logIn(mode);
    await change('second');
    expect(await use(mode, held)).toBe(401);
    await change(null);
    expect(await use(mode, held)).toBe(200);
  });

  it('a log-in of a new epoch is accepted until its log-out, and never in the epoch before', async () => {
    await change('second');
    const [kept, ended] = [await logIn(mode), await logIn(mode)];
    expect((await postLogout(one, mode.name, ended.credential)).statusCode).toBe(200);
    expect(await use(mode, ended)).toBe(401);
    expect(await use(mode, kept)).toBe(200);
    await change(null);
    expect(await use(mode, kept)).toBe(401);
  });
});

it.each(catalogue.filter(({ state }) => state !== 'redis'))('$name keeps its log-ins', async ({ name }) => {
  const { credential } = await logIn({ name });
  await change('second');
  const answer = await one.inject({ method: 'GET', url: `/api/${name}/me`, headers: { ...credential } });
  expect(answer.statusCode).toBe(200);
});

it('a token of another epoch is refused as revoked, with the reason', async () => {
  const { credential } = await logIn({ name: 'jwt-denylist' });
  await change('second');
  const answer = await one.inject({ method: 'GET', url: '/api/jwt-denylist/me', headers: { ...credential } });
  expect(answer.json()).toMatchObject({ status: 401, code: 'revoked', issuedBy: 'api-1' });
  expect(answer.json().detail).toContain('Redis was restored from a backup');
});

it('an instance takes its epoch from RESTORE_EPOCH, and the control port can restore that', async ({
  onTestFinished,
}) => {
  const read = (RESTORE_EPOCH: string) =>
    parseConfig({ ...testSecrets, RESTORE_EPOCH }, () => '').restoreEpoch;
  expect(['', 'off', '2026-11-29'].map(read)).toEqual(['', '', '2026-11-29']);
  const third = await build('api-3', { restoreEpoch: '2026-11-29' }, onTestFinished);
  const control = await buildTestControl(onTestFinished, third);
  await control.put('/restore-epoch', { epoch: 'second' });
  expect(third.instanceState.epoch).toEqual({ current: 'second' });
  expect((await control.put('/restore-epoch', { epoch: null })).json()).toEqual({ epoch: '2026-11-29' });
  expect((await control.put('/restore-epoch', { epoch: 'No name!' })).statusCode).toBe(400);
});
