// The control room and the cluster: its view of the cluster, and its actions.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Incident, ProblemView } from '@scale-out-lab/core/wire';
import { until } from '@scale-out-lab/launcher/testing/until';
import { describe, expect, it } from 'vitest';
import { useControlRoom } from '../support/control-room.js';

const room = useControlRoom();
const { allAlive, logIn, send, state } = room;

describe('the cluster', { timeout: 60_000 }, () => {
  it('shows what it holds', async () => {
    await logIn('session-redis');
    // On a busy machine the first answer of Redis is late.
    await until(async () => (await state()).redis !== null);
    const now = await state();
    expect(now.instances.map(({ id, isAlive }) => [id, isAlive])).toEqual([
      ['api-1', true],
      ['api-2', true],
      ['api-3', true],
    ]);
    expect(now).toMatchObject({ busy: null, can: { scale: true, breakRedis: true, persistRedis: true } });
    expect(now.redis).toMatchObject({ isAlive: true, isPersistent: false });
    expect(now.redis?.keys).toBeGreaterThan(0);
  });

  it('loses an instance and gets it back, with an event for each', async () => {
    const { heard, cut } = await room.listen();
    const { status, body } = await room.ask<Incident>('POST', 'instances/api-2/crash');
    expect([status, body]).toMatchObject([202, { what: 'crash', instance: 'api-2', isAsked: true }]);
    const incidents = () =>
      heard.flatMap(({ name, data }) => (name === 'incident' && data.instance === 'api-2' ? [data] : []));
    await until(() => incidents().some(({ what }) => what === 'back'));
    expect(incidents().map(({ what, instance, isAsked }) => [what, instance, isAsked])).toEqual([
      ['crash', 'api-2', true],
      ['died', 'api-2', false],
      ['back', 'api-2', false],
    ]);
    const states = heard.flatMap(({ name, data }) => (name === 'state' ? [data] : []));
    const ofApi2 = states.map(({ instances }) => instances.find(({ id }) => id === 'api-2')?.isAlive);
    expect(ofApi2).toContain(false);
    expect(ofApi2.at(-1)).toBe(true);
    await cut();
  });

  it.each([
    ['api-2', 'crash', 'instances/api-2'],
    ['api-2', 'stall', 'instances/api-2'],
    ['redis', 'crash', 'redis'],
    ['redis', 'stall', 'redis'],
  ] as const)('keeps %s down after a %s until it is started', async (part, how, path) => {
    const look = async () => {
      const { instances, redis } = await state();
      return part === 'redis' ? redis : instances.find(({ id }) => id === part);
    };
    expect(await room.ask('POST', `${path}/${how}`, { ms: null })).toMatchObject({
      status: 202,
      body: { ms: null },
    });
    await until(async () => (await look())?.isAlive === false);
    // Longer than the pause of the supervisor before a restart.
    await sleep(1500);
    expect(await look()).toMatchObject({ isAlive: false, hold: { how, until: null } });
    const { body: refusal } = await room.ask<ProblemView>('POST', `${path}/crash`);
    expect(refusal).toMatchObject({ status: 409, code: 'already-down' });
    const run = await room.ask<ProblemView>('POST', 'runs', { experiments: ['steady'] });
    expect(run.body).toMatchObject({ status: 409, code: 'already-down' });

    expect((await room.ask<Incident>('POST', `${path}/start`)).status).toBe(202);
    await until(async () => (await look())?.isAlive === true);
    expect(await look()).toMatchObject({ hold: null });
    expect((await room.ask<ProblemView>('POST', `${path}/start`)).body).toMatchObject({
      code: 'already-running',
    });
    await until(allAlive);
  });

  it('starts an instance that crashed for a chosen time', async () => {
    const before = Date.now();
    await room.ask('POST', 'instances/api-1/crash', { ms: 6000 });
    const { hold } = (await state()).instances[0] ?? {};
    expect(Date.parse(hold?.until ?? '')).toBeGreaterThanOrEqual(before + 6000);
    await until(async () => (await state()).instances[0]?.isAlive === false);
    await until(allAlive);
    expect((await state()).instances[0]?.hold).toBeNull();
  });

  it('is still watched while one instance is frozen', async () => {
    await room.ask('POST', 'instances/api-3/stall', { ms: null });
    let looked = '';
    for (let looks = 0; looks < 4; looks += 1) {
      await until(async () => {
        const { at, instances } = await state();
        const isNew = at > looked && instances.map(({ isAlive }) => isAlive).join() === 'true,true,false';
        if (isNew) looked = at;
        return isNew;
      });
    }
    await room.ask('POST', 'instances/api-3/start');
    await until(allAlive);
  });

  it('signs with other keys, with an overlap and without one, and with the configured ones again', async () => {
    const change = async (how: string) => {
      // An instance that is slow to answer gets its keys later.
      await until(allAlive);
      return (await room.ask('POST', 'keys', { ring: 'jwt', how })).status;
    };
    const { client: old } = await logIn('jwt-shared-key');
    expect(await change('overlap')).toBe(202);
    const { client: recent } = await logIn('jwt-shared-key');
    const statuses = async () => [(await send(old.id, 3)).statuses, (await send(recent.id, 3)).statuses];
    const [good, bad] = [
      [200, 200, 200],
      [401, 401, 401],
    ];
    expect(await statuses()).toEqual([good, good]);
    expect(await change('retire')).toBe(202);
    expect(await statuses()).toEqual([bad, good]);
    expect(await change('cut')).toBe(202);
    expect(await statuses()).toEqual([bad, bad]);
    expect(await change('reset')).toBe(202);
    expect(await statuses()).toEqual([good, bad]);
  });

  it('gives a restarted instance the keys of the others', async () => {
    await room.ask('POST', 'keys', { ring: 'session', how: 'overlap' });
    const { client } = await logIn('session-redis');
    const startedAt = (await state()).instances[0]?.startedAt;
    await room.ask('POST', 'instances/api-1/crash');
    await until(async () => {
      const { instances } = await state();
      if (instances[0]?.startedAt === startedAt) return false;
      const rings = instances.map(({ keys }) => keys.session.join());
      return instances.every(({ isReady }) => isReady) && new Set(rings).size === 1;
    });
    expect(new Set((await send(client.id, 9)).statuses)).toEqual(new Set([200]));
    await room.ask('POST', 'keys', { ring: 'session', how: 'reset' });
  });

  it('restarts instance by instance, and refuses another fault meanwhile', async () => {
    const { heard, cut } = await room.listen();
    const begun = await room.ask<Incident>('POST', 'restart');
    expect(begun).toMatchObject({ status: 202, body: { what: 'restart-begins', isAsked: true } });
    const refused = await room.ask<ProblemView>('POST', 'instances/api-1/crash');
    expect(refused.body).toMatchObject({ status: 409, code: 'busy' });
    expect(await state()).toMatchObject({ busy: 'restart' });
    const { client } = await logIn('jwt-shared-key');
    const isOver = () => heard.some(({ name, data }) => name === 'incident' && data.what === 'restart-ends');
    while (!isOver()) {
      expect(new Set((await send(client.id, 20)).statuses)).toEqual(new Set([200]));
      await sleep(100);
    }
    const incidents = () => heard.flatMap(({ name, data }) => (name === 'incident' ? [data] : []));
    expect(incidents().find(({ what }) => what === 'restart-ends')).toMatchObject({ error: null });
    // On a busy machine a starting instance may miss another poll.
    const back = () =>
      new Set(incidents().flatMap(({ what, instance }) => (what === 'back' ? [instance] : [])));
    await until(() => back().size === 3);
    const starts = (await state()).instances.map(({ startedAt }) => startedAt ?? '');
    expect(starts).toEqual(starts.toSorted());
    await cut();
  });

  it('scales out and in, and reports no removed instance as crashed', async () => {
    for (const count of [5, 3]) {
      expect((await room.ask<Incident>('PUT', 'instances', { count })).status).toBe(202);
      await until(async () => {
        const { busy, instances } = await state();
        return busy === null && instances.length === count;
      });
    }
    await until(allAlive);
  });

  it('loses Redis, and gets it back', async () => {
    const { heard, cut } = await room.listen();
    const seen = () =>
      heard.flatMap(({ name, data }) => (name === 'incident' && data.instance === null ? [data.what] : []));
    expect((await room.ask('POST', 'redis/crash', { ms: null })).status).toBe(202);
    await until(() => seen().includes('redis-died'));
    expect((await room.ask('POST', 'redis/start')).status).toBe(202);
    await until(() => seen().includes('redis-back'));
    expect(seen()).toEqual(['redis-crash', 'redis-died', 'redis-start', 'redis-back']);
    await cut();
  });
});
