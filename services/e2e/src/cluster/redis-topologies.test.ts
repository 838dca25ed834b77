// Redis behind Sentinel and as a Redis Cluster, real processes all: a primary crashes or stalls, and the instances use the next one.
import { connectRedis, createRedis, type RedisClient } from '@scale-out-lab/api';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { launcherFaults } from '@scale-out-lab/launcher/cluster/faults';
import type { Part } from '@scale-out-lab/launcher/cluster/part';
import { isAlive, until } from '@scale-out-lab/launcher/testing/until';
import { findPrimaries } from '@scale-out-lab/loadtest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { runLoadTest } from '../support/load-test.js';
import { untilReplicated } from '../support/replicated.js';
import { createVisitor } from '../support/visitor.js';

const modes = ['session-redis', 'jwt-denylist', 'jwt-refresh'];
const user = 'vu-0900';
/** In a Redis Cluster each primary has some of these. */
const keys = Array.from({ length: 24 }, (_, index) => `{tag-${index}}`);

describe.each([
  { topology: 'sentinel', primaries: 1, processes: 6 },
  { topology: 'cluster', primaries: 3, processes: 6 },
])('REDIS_TOPOLOGY=$topology', ({ topology, primaries, processes }) => {
  let cluster: Cluster;
  let client: RedisClient;
  beforeAll(async () => {
    cluster = await startClusterForTest({ INSTANCES: '1', REDIS_TOPOLOGY: topology });
    client = createRedis(cluster.redisUrl, cluster.redisPassword);
    await connectRedis(client);
  });
  afterAll(async () => {
    client?.disconnect();
    await cluster?.stop();
  });

  const address = () => ({ url: cluster.redisUrl, password: cluster.redisPassword });
  const portsOfPrimaries = async () =>
    (await findPrimaries(address())).map(({ url }) => Number(new URL(url).port));
  const logIn = (mode: string, username: string) =>
    createVisitor(cluster.nginx.port).postLogin(mode, username);
  const isWritable = async () => {
    const writes = keys.map((key) => client.set(key, '1', 'PX', 60_000));
    return (await Promise.all(writes)).every((answer) => answer === 'OK');
  };

  it(`starts ${processes} processes, of which ${primaries} take writes`, async () => {
    expect(cluster.redis.nodes).toHaveLength(processes);
    expect(await portsOfPrimaries()).toHaveLength(primaries);
    for (const mode of modes) expect((await logIn(mode, user)).status).toBe(200);
  });

  it('commands of one turn of the event loop share a write to each primary', async () => {
    const readsOf = async () => {
      const counts = (await findPrimaries(address())).map(async ({ url }) => {
        const node = createRedis(url, cluster.redisPassword);
        await connectRedis(node);
        const stats = await node.info('stats').finally(() => node.disconnect());
        return Number(/total_reads_processed:(\d+)/.exec(stats)?.[1]);
      });
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    };
    const before = await readsOf();
    await Promise.all(Array.from({ length: 40 }, () => isWritable()));
    // Sentinels, replicas and instances send some too.
    expect((await readsOf()) - before).toBeLessThan(100);
  });

  it('the control room can stall a primary, and turn its append-only file on', async () => {
    const faults = launcherFaults(cluster).redis;
    await faults?.stall(50);
    expect(await faults?.isPersistent()).toBe(false);
    await faults?.setPersistent?.(true);
    expect(await faults?.isPersistent()).toBe(true);
    await faults?.setPersistent?.(false);
  });

  it.runIf(topology === 'sentinel')(
    'redis-failover and redis-partition agree with their predictions',
    async () => {
      const measured = ['session-memory', 'session-redis', 'jwt-denylist', 'jwt-refresh'];
      const experiments = ['redis-failover', 'redis-partition'] as const;
      const options = { experiments, modes: measured, faultRate: 100 };
      const { document, exitCode } = await runLoadTest(cluster.url, options, {
        faults: launcherFaults(cluster),
      });
      expect(document.failedTrials).toEqual([]);
      for (const { mode, disagreement } of document.trials) expect(disagreement, mode).toBeNull();
      expect(document.trials).toHaveLength(experiments.length * measured.length);
      expect(exitCode).toBe(0);
    },
  );

  it.each(['hold', 'stall'] as const)(
    'writes are back within a second of the new primary, when the old one is ended by %s',
    async (how) => {
      const users = ['vu-0001', 'vu-0002', 'vu-0003', 'vu-0004', 'vu-0005'];
      const answers = await Promise.all(users.map((each) => logIn('session-redis', each)));
      expect(answers.map(({ status }) => status)).toEqual(users.map(() => 200));
      const cookies = answers.map(({ headers }) => headers.getSetCookie().join('; '));
      await untilReplicated(cluster);
      const former = await portsOfPrimaries();
      const victim = cluster.redis.nodes.find(({ port }) => former.includes(port));
      if (!victim) throw new Error('no node has the port of the primary');
      victim[how]();
      await until(async () => (await portsOfPrimaries()).some((port) => !former.includes(port)));
      const promotedAt = performance.now();
      await until(isWritable);
      expect(performance.now() - promotedAt).toBeLessThan(1000);

      await until(async () => (await logIn('session-redis', user)).status === 200);
      for (const cookie of cookies) {
        const answer = await fetch(`${cluster.url}/api/session-redis/me`, { headers: { cookie } });
        expect(answer.status).toBe(200);
      }
    },
  );

  it.runIf(topology === 'sentinel')(
    'a primary that needs a replica and has none refuses log-ins with the reason, and other modes work',
    async () => {
      const cookie = (await logIn('session-redis', user)).headers.getSetCookie().join('; ');
      const former = await portsOfPrimaries();
      const servers = cluster.redis.nodes.filter(({ id }) => id.startsWith('redis'));
      const primary = servers.find(({ port }) => former.includes(port));
      for (const node of servers.filter((each) => each !== primary)) node.hold();
      await primary?.ask('CONFIG', 'SET', 'min-replicas-to-write', 1);
      await until(async () => {
        const answer = await logIn('session-redis', user);
        const { code, detail = '' } = (await answer.json()) as { code?: string; detail?: string };
        const saysWhy = detail.startsWith('Redis has fewer replicas than it needs for a write');
        return answer.status === 503 && code === 'store-unavailable' && saysWhy;
      });
      const me = () => fetch(`${cluster.url}/api/session-redis/me`, { headers: { cookie } });
      await until(async () => (await me()).status === 200);
      for (const mode of ['session-memory', 'jwt-shared-key'])
        expect((await logIn(mode, user)).status, mode).toBe(200);
      await primary?.ask('CONFIG', 'SET', 'min-replicas-to-write', 0);
      await until(async () => (await logIn('session-redis', user)).status === 200);
    },
  );

  /** The nodes to stop, so that no other node can replace the primary. */
  async function peersOf(primary: Part): Promise<readonly Part[]> {
    const { nodes } = cluster.redis;
    if (topology === 'sentinel') return nodes.filter(({ id }) => id.startsWith('sentinel')).slice(1);
    const role = (await nodes.find(({ id }) => id === primary.id)?.ask('ROLE'))?.split(',') ?? [];
    return nodes.filter(({ port }) => role.includes(String(port)));
  }

  it('without a node to take over, a log-in that needs the lost one is a 503 with the reason, and others go on', async () => {
    const former = await portsOfPrimaries();
    const primary = cluster.redis.nodes.find(({ port }) => former.includes(port));
    if (!primary) throw new Error('no node has the port of the primary');
    const peers = await peersOf(primary);
    expect(peers.length).toBeGreaterThan(0);
    for (const node of [...peers, primary]) node.hold();
    const users = keys.map((_, index) => `vu-${String(index + 1).padStart(4, '0')}`);
    const answers = () => Promise.all(users.map((each) => logIn('session-redis', each)));
    const expected = topology === 'sentinel' ? [503] : [200, 503];
    let last: readonly Response[] = [];
    await until(async () => {
      last = await answers();
      const statuses = new Set(last.map(({ status }) => status));
      return [...statuses].sort().join() === expected.join();
    });
    const refusal = last.find(({ status }) => status === 503);
    expect(refusal?.headers.get('retry-after')).toBe('1');
    const body = (await refusal?.json()) as { code: string; detail: string };
    expect(body.code).toBe('store-unavailable');
    expect(body.detail).toMatch(/^(This request needs Redis|No node of the Redis Cluster serves)/);
    for (const each of users) expect((await logIn('jwt-shared-key', each)).status).toBe(200);
  });

  it('leaves no process behind', async () => {
    const pids = cluster.redis.nodes.map(({ pid }) => pid);
    client.disconnect();
    await cluster.stop();
    expect(pids.filter(isAlive)).toEqual([]);
  });
});
