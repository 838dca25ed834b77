// Log-ins in a Redis Cluster, which refuses a script or a command with keys in different slots. One node with all
// slots refuses as many nodes would.
import { catalogue } from '@scale-out-lab/core';
import { Redis } from 'ioredis';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestCluster } from './testing/build-test-app.js';
import { type Credential, credentialIn, demoUser, getMe, postLogin, postLogout } from './testing/client.js';

const { one, two, redis } = await startTestCluster({
  settings: { 'cluster-enabled': 'yes' },
  config: { accessTtlSeconds: 60 },
});
beforeAll(async () => {
  const node = new Redis(redis.path);
  await node.call('CLUSTER', 'ADDSLOTSRANGE', 0, 16_383);
  const isWritable = async () => expect(await node.call('CLUSTER', 'INFO')).toContain('cluster_state:ok');
  await vi.waitFor(isWritable, { timeout: 8000 });
  node.disconnect();
}, 10_000);

describe.each(catalogue.filter(({ state }) => state === 'redis'))('$name in a Redis Cluster', (mode) => {
  const { name, keys, refresh } = mode;
  const other = keys === 'own' ? one : two;
  const getSessions = (credential: Credential) =>
    one.inject({ url: `/api/${name}/sessions`, headers: { ...credential } });

  it('lists the log-ins of a user, and ends one of them', async () => {
    const user = { ...demoUser, username: 'vu-0002' };
    const first = credentialIn(await postLogin(one, name, user));
    const second = credentialIn(await postLogin(one, name, user));
    const { sessions } = (await getSessions(first)).json();
    expect(sessions).toHaveLength(2);
    const { id } = sessions.find(({ current }: { current: boolean }) => !current);
    const url = `/api/${name}/sessions/${id}`;
    expect((await one.inject({ method: 'DELETE', url, headers: { ...first } })).statusCode).toBe(204);
    expect((await getSessions(first)).json().sessions).toHaveLength(1);
    if (!refresh) expect((await getMe(other, name, second)).statusCode).toBe(401);
  });

  it('an exclusive log-in ends the others, and a log-out the last one', async () => {
    const earlier = credentialIn(await postLogin(one, name));
    const last = credentialIn(await postLogin(one, name, { ...demoUser, exclusive: true }));
    if (!refresh) expect((await getMe(other, name, earlier)).statusCode).toBe(401);
    expect((await getMe(other, name, last)).statusCode).toBe(200);
    expect((await postLogout(one, name, last)).statusCode).toBe(200);
    if (!refresh) expect((await getMe(other, name, last)).statusCode).toBe(401);
  });

  it.runIf(refresh)('rotates a refresh token, and a log-out ends its family', async () => {
    const post = (path: string, refresh_token: string) =>
      one.inject({ method: 'POST', url: `/api/${name}/${path}`, payload: { refresh_token } });
    const first = (await postLogin(one, name)).json().refresh_token;
    const answer = await post('refresh', first);
    expect(answer.statusCode).toBe(200);
    const { refresh_token: second } = answer.json();
    expect((await post('logout', second)).statusCode).toBe(200);
    expect((await post('refresh', second)).json().code).toBe('revoked');
  });
});
