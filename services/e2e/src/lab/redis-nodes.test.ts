// The control room and a Redis of several servers: it shows each process, breaks it by its name, and detects the failover.
import type { Incident, ProblemView, RedisNodeView } from '@scale-out-lab/core/wire';
import { until } from '@scale-out-lab/launcher/testing/until';
import { describe, expect, it } from 'vitest';
import { useControlRoom } from '../support/control-room.js';

function useNodes(topology: 'sentinel' | 'cluster') {
  const room = useControlRoom({ INSTANCES: '1', REDIS_TOPOLOGY: topology });
  const nodes = async () => (await room.state()).redis?.nodes ?? [];
  const idsOfPrimaries = async () =>
    (await nodes()).filter(({ role }) => role === 'primary').map(({ id }) => id);
  return {
    room,
    nodes,
    idsOfPrimaries,
    node: async (id: string) => (await nodes()).find((each) => each.id === id),
    press: (id: string, what: string, body?: object) =>
      room.ask<Incident & ProblemView>('POST', `redis/nodes/${id}/${what}`, body),
    /** A line for each once all are up, and that many are primaries. */
    async lines(primaries: number) {
      const areUp = async () => (await nodes()).every(({ isAlive }) => isAlive);
      await until(async () => (await areUp()) && (await idsOfPrimaries()).length === primaries);
      return (await nodes()).map(toLine);
    },
  };
}

function toLine({ id, role, follows, isCutOff }: RedisNodeView): string {
  return `${id} ${role}${follows ? ` of ${follows}` : ''}${isCutOff ? ', cut off' : ''}`;
}

const untilStarted = { ms: null };

describe('behind Sentinel', () => {
  const { room, node, idsOfPrimaries, press, lines } = useNodes('sentinel');

  it('shows each server with its role, and each sentinel', async () => {
    expect(await lines(1)).toEqual([
      'redis-1 primary',
      'redis-2 replica of redis-1',
      'redis-3 replica of redis-1',
      'sentinel-1 sentinel',
      'sentinel-2 sentinel',
      'sentinel-3 sentinel',
    ]);
  });

  it('refuses to break Redis as a whole, and a server that it does not have', async () => {
    const whole = await room.ask<ProblemView>('POST', 'redis/crash');
    expect(whole.body).toMatchObject({ status: 501, code: 'not-possible' });
    expect(whole.body.detail).toContain('/lab/redis/nodes/redis-1/crash');
    const unknown = await press('redis-9', 'crash');
    expect(unknown.body).toMatchObject({ status: 404, code: 'not-found' });
    expect((await press('redis-9', 'start')).body).toMatchObject({ status: 404, code: 'not-found' });
    expect((await press('redis-2', 'start')).body).toMatchObject({ status: 409, code: 'already-running' });
  });

  it('a sentinel that is stalled hides neither the primary nor the keys', async () => {
    expect((await press('sentinel-1', 'stall', untilStarted)).status).toBe(202);
    await until(async () => (await node('sentinel-1'))?.isAlive === false);
    await room.logIn('session-redis');
    await until(async () => ((await room.state()).redis?.keys ?? 0) > 0);
    expect(await idsOfPrimaries()).toEqual(['redis-1']);
    const asInstance = await room.ask<ProblemView>('POST', 'instances/sentinel-1/start');
    expect(asInstance.body).toMatchObject({ status: 404, code: 'not-found' });
    await press('sentinel-1', 'start');
    await until(async () => (await node('sentinel-1'))?.isAlive === true);
  });

  it.each(['crash', 'stall'] as const)(
    'after a %s of the primary another server has its role',
    async (how) => {
      const { heard, cut } = await room.listen();
      const { client } = await room.logIn('session-redis');
      await room.untilReplicated();
      const [former = ''] = await idsOfPrimaries();
      const begun = await press(former, how, untilStarted);
      expect(begun.body).toMatchObject({ what: `node-${how}`, node: former });
      expect((await press(former, 'crash', untilStarted)).body).toMatchObject({ code: 'already-down' });
      await until(async () => (await idsOfPrimaries()).some((id) => id !== former));
      const [current] = await idsOfPrimaries();
      expect(await node(former)).toMatchObject({ role: null, isAlive: false, hold: { how, until: null } });
      await until(async () => (await room.send(client.id, 1)).statuses.every((status) => status === 200));
      expect((await room.state()).redis).toMatchObject({ isAlive: true });

      expect((await press(former, 'start')).status).toBe(202);
      await until(async () => (await node(former))?.isAlive === true);
      expect(await node(former)).toMatchObject({ hold: null });
      expect(await idsOfPrimaries()).toEqual([current]);
      const incidents = heard.flatMap(({ name, data }) =>
        name === 'incident' && 'node' in data ? [data] : [],
      );
      expect(incidents.map(({ what, node }) => [what, node])).toEqual(
        expect.arrayContaining([
          [`node-${how}`, former],
          ['node-died', former],
          ['node-promoted', current],
          ['node-start', former],
          ['node-back', former],
        ]),
      );
      await cut();
    },
  );
});

describe('as a Redis Cluster', () => {
  const { room, node, press, lines } = useNodes('cluster');

  it('shows the primary of each replica', async () => {
    expect(await lines(3)).toEqual([
      ...['redis-1 primary', 'redis-2 primary', 'redis-3 primary'],
      ...['redis-4 replica of redis-1', 'redis-5 replica of redis-2', 'redis-6 replica of redis-3'],
    ]);
  });

  it('a crash of a primary without a replica takes a third of the keys along, and the others are served', async () => {
    expect((await press('redis-4', 'crash', untilStarted)).body).toMatchObject({ lostShare: 0 });
    await until(async () => (await node('redis-4'))?.isAlive === false);
    expect((await press('redis-1', 'crash', untilStarted)).body).toMatchObject({ lostShare: 1 / 3 });
    await until(async () => (await node('redis-1'))?.isAlive === false);
    expect((await room.state()).redis).toMatchObject({ isAlive: true });
    for (const id of ['redis-1', 'redis-4']) await press(id, 'start');
    await until(async () => (await node('redis-1'))?.isAlive === true);
  });

  it('the replica of a primary that crashed takes over', async () => {
    expect((await press('redis-2', 'crash', untilStarted)).body).toMatchObject({ lostShare: 0 });
    await until(async () => (await node('redis-5'))?.role === 'primary');
    await press('redis-2', 'start');
    await until(async () => (await node('redis-2'))?.follows === 'redis-5');
  });
});
