// Redis behind Sentinel and as a Redis Cluster in containers: one variable starts all nodes, and each node can be broken.
import { setTimeout as sleep } from 'node:timers/promises';
import { virtualUserName } from '@scale-out-lab/core';
import type { LabState, RedisNodeView } from '@scale-out-lab/core/wire';
import { createPage } from '@scale-out-lab/launcher/record/page-client';
import { until } from '@scale-out-lab/launcher/testing/until';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, type Project } from '../support/compose.js';
import { createVisitor } from '../support/visitor.js';

const mode = 'session-redis';
/** In a Redis Cluster each primary has some of them. */
const users = Array.from({ length: 12 }, (_, index) => virtualUserName(index + 1));

describe.each([
  {
    topology: 'sentinel',
    primaries: 1,
    others: ['redis-2', 'redis-3', 'sentinel-1', 'sentinel-2', 'sentinel-3'],
  },
  { topology: 'cluster', primaries: 3, others: ['redis-2', 'redis-3', 'redis-4', 'redis-5', 'redis-6'] },
])('REDIS_TOPOLOGY=$topology docker compose up', ({ topology, primaries, others }) => {
  let project: Project;
  let visitor: ReturnType<typeof createVisitor>;
  let page: ReturnType<typeof createPage>;
  const execIn = (service: string, script: string) => project.execIn(service, ['sh', '-c', script]);

  beforeAll(async () => {
    project = await createProject(`lab-${topology}-${process.pid}`, { REDIS_TOPOLOGY: topology });
    visitor = createVisitor(project.port);
    page = createPage(`http://127.0.0.1:${project.port}`);
    await project.compose(['up', '--detach', '--wait', '--scale', 'api=1']);
  });
  afterAll(() => project?.remove());

  const logIn = async () => Promise.all(users.map((user) => visitor.postLogin(mode, user)));
  const isWritable = async () => (await logIn()).every(({ status }) => status === 200);

  /** Their addresses, as the control room finds them. */
  async function findPrimaries(): Promise<readonly string[]> {
    const script = `
      import { findPrimaries, readFaultSecrets } from './loadtest/dist/index.js';
      const { redisPassword: password } = readFaultSecrets(process.env);
      console.log(JSON.stringify(await findPrimaries({ url: process.env.REDIS_URL, password })));`;
    const found = JSON.parse(await execIn('lab', `node --input-type=module --eval "${script}"`));
    return found.map(({ url }: { url: string }) => url);
  }

  it('starts the nodes of the topology, with the restrictions of every container', async () => {
    const services = (await project.compose(['ps', '--services'])).stdout.split('\n');
    expect(services.filter((name) => /^redis|^sentinel/.test(name)).sort()).toEqual(['redis', ...others]);
    expect(await findPrimaries()).toHaveLength(primaries);
    const limits = '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}';
    const password = (await execIn('redis', 'cat /lab/redis/password')).trim();
    expect(password).toHaveLength(43);
    const check = async (service: string) => {
      expect(await project.inspect(service, limits), service).toEqual([
        'true [ALL] [no-new-privileges:true]',
      ]);
      const shown = await execIn(service, 'id -u; cat /proc/1/cmdline; env');
      expect(Number.parseInt(shown, 10), service).toBeGreaterThan(0);
      expect(shown, service).not.toContain(password);
    };
    await Promise.all(['redis', ...others].map(check));
  });

  it('when a primary is killed, writes are back and every log-in is still there', async () => {
    const cookies = (await logIn()).map(({ headers }) => headers.getSetCookie().join('; '));
    const former = await findPrimaries();
    await project.compose(['kill', 'redis']);
    await until(async () => String(await findPrimaries()) !== String(former));
    await until(isWritable);
    for (const cookie of cookies) expect((await visitor.getMe(mode, { cookie })).status).toBe(200);
  });

  it('a killed primary that starts again follows the new one', async () => {
    const current = await findPrimaries();
    await project.compose(['start', 'redis']);
    await until(async () =>
      (await execIn('redis', 'sh /redis/ask.sh redis 6379 ROLE')).includes('connected'),
    );
    expect(await findPrimaries()).toEqual(current);
  });

  const look = async () => (await page.ask<LabState>('GET', 'state')).body.redis?.nodes ?? [];
  const find = async (id: string) => (await look()).find((node) => node.id === id);
  const change = async (id: string, what: string, body?: object) =>
    expect((await page.ask('POST', `redis/nodes/${id}/${what}`, body)).status).toBe(202);

  it('the control room shows each node with its role', async () => {
    const ids = ['redis-1', ...others];
    let nodes: readonly RedisNodeView[] = [];
    await until(async () => {
      nodes = await look();
      return nodes.length > 0 && nodes.every(({ isAlive, isCutOff }) => isAlive && !isCutOff);
    });
    expect(nodes.map(({ id, hold }) => [id, hold])).toEqual(ids.map((id) => [id, null]));
    const count = (wanted: string) => nodes.filter(({ role }) => role === wanted).length;
    const sentinels = ids.filter((id) => id.startsWith('sentinel')).length;
    expect([count('primary'), count('sentinel')]).toEqual([primaries, sentinels]);
    expect(count('replica')).toBe(ids.length - primaries - sentinels);
  });

  it('a primary stays down after a crash until it is started, and follows the one that has its place', async () => {
    const former = await findPrimaries();
    const id = (await look()).find(({ role }) => role === 'primary')?.id ?? expect.fail('no primary');
    await change(id, 'crash', { ms: null });
    await until(async () => String(await findPrimaries()) !== String(former));
    await until(isWritable);
    // Longer than Docker waits before a restart.
    await sleep(5000);
    expect(await find(id)).toMatchObject({
      isAlive: false,
      role: null,
      hold: { how: 'crash', until: null },
    });
    await change(id, 'start');
    await until(async () => {
      const node = await find(id);
      return node?.role === 'replica' && node.follows !== null && !node.isCutOff && node.hold === null;
    });
  }, 90_000);

  it('the last node stays down after a stall until it is started', async () => {
    const id = others.at(-1) ?? expect.fail('no node');
    await change(id, 'stall', { ms: null });
    await until(async () => (await find(id))?.isAlive === false);
    expect(await find(id)).toMatchObject({ isAlive: false, hold: { how: 'stall', until: null } });
    expect(await isWritable()).toBe(true);
    await change(id, 'start');
    await until(async () => (await find(id))?.isAlive === true);
  });

  it('a node that crashes without a hold is restarted by Docker', async () => {
    const id = others.at(-1) ?? expect.fail('no node');
    await change(id, 'crash');
    await until(async () => (await find(id))?.isAlive === false);
    await until(async () => (await find(id))?.isAlive === true);
  });

  it('the load test in a container crashes and stalls a primary, and agrees', async () => {
    const experiments = ['steady', 'redis-failover'];
    const options = ['--experiment', experiments.join(), '--client', 'pinned', '--repeats', '1'];
    const modes = [mode, 'jwt-refresh', 'session-memory'];
    const report = await project.runLoadTest([...options, '--fault-rate', '50', ...modes]);
    expect(report.skipped).toBeUndefined();
    expect(report.trials).toHaveLength(experiments.length * modes.length);
  });

  it.runIf(topology === 'sentinel')('a server that reaches no other does not become a primary', async () => {
    await project.compose(['kill', 'redis', ...others]);
    await project.compose(['start', 'redis']);
    await sleep(5000);
    const ask = 'sh /redis/ask.sh redis 6379 ROLE';
    expect(await execIn('redis', ask)).toBe('');
    await project.compose(['start', ...others]);
    await until(async () => (await execIn('redis', ask)) !== '');
    await until(isWritable);
  });

  it.runIf(topology === 'cluster')('a node that comes back without its data becomes a replica', async () => {
    const former = await findPrimaries();
    const id = (await look()).find(({ role }) => role === 'primary')?.id ?? expect.fail('no primary');
    const service = id === 'redis-1' ? 'redis' : id;
    await execIn(service, `rm -r /data/cluster/${service}`);
    await project.compose(['kill', service]);
    await until(async () => String(await findPrimaries()) !== String(former));
    await project.compose(['start', service]);
    await until(async () =>
      (await execIn(service, `sh /redis/ask.sh ${service} 6379 ROLE`)).includes('connected'),
    );
    expect(await findPrimaries()).toHaveLength(primaries);
    await until(isWritable);
  });

  it('docker compose down takes under 8 s and leaves nothing', async () => {
    const start = performance.now();
    await project.compose(['down', '--volumes']);
    expect(performance.now() - start).toBeLessThan(8000);
    expect(await project.remains()).toBe('');
  });
});
