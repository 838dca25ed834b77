// Redis behind Sentinel and as a Redis Cluster in containers: one variable starts all nodes, and a primary that is killed is replaced.
import { virtualUserName } from '@scale-out-lab/core';
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
  const execIn = (service: string, script: string) => project.execIn(service, ['sh', '-c', script]);

  beforeAll(async () => {
    project = await createProject(`lab-${topology}-${process.pid}`, { REDIS_TOPOLOGY: topology });
    visitor = createVisitor(project.port);
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

  it('the load test agrees, and says why it measures no failover', async () => {
    const options = [
      '--json',
      '--experiment',
      'steady,redis-failover',
      '--client',
      'pinned',
      '--repeats',
      '1',
    ];
    const { stdout } = await project.compose([
      'run',
      '--rm',
      '-T',
      'loadtest',
      ...options,
      mode,
      'jwt-refresh',
    ]);
    const { trials, failedTrials, skipped } = JSON.parse(stdout);
    expect(failedTrials).toEqual([]);
    expect(trials.map(({ agrees }: { agrees: boolean }) => agrees)).toEqual([true, true]);
    expect(skipped).toEqual([
      expect.objectContaining({
        reason: expect.stringMatching(/^Here only a person can end a server of Redis/),
      }),
    ]);
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

  it('docker compose down takes under 8 s and leaves nothing', async () => {
    const start = performance.now();
    await project.compose(['down', '--volumes']);
    expect(performance.now() - start).toBeLessThan(8000);
    expect(await project.remains()).toBe('');
  });
});
