// The lab in containers, on a real engine: the promises of `docker compose up`, seen from outside and in this order.
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogue, isPortable, type Mode, modeNames, predictFailureRate } from '@scale-out-lab/core';
import type { ClientAndExchange, ClientAndExchanges, LabState, RunView } from '@scale-out-lab/core/wire';
import { createPage } from '@scale-out-lab/launcher/record/page-client';
import { until } from '@scale-out-lab/launcher/testing/until';
import { faultNames, scoredNames } from '@scale-out-lab/loadtest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, type Project } from '../support/compose.js';
import { type Credential, createVisitor } from '../support/visitor.js';

let project: Project;
let visitor: ReturnType<typeof createVisitor>;

beforeAll(async () => {
  project = await createProject(`lab-test-${process.pid}`);
  visitor = createVisitor(project.port);
});
afterAll(() => project?.remove());

const get = (path: string) => fetch(`http://127.0.0.1:${project.port}${path}`);
const up = ['up', '--detach', '--wait'];

/** Every instance, and the number of requests that each gets from a strict rotation. */
function evenly(instances: number, requests: number): Record<string, number> {
  const names = Array.from({ length: instances }, (_, index) => `api-${index + 1}`);
  return Object.fromEntries(names.map((name) => [name, requests / instances]));
}

describe('a setting that cannot work is refused in one sentence, and nothing stays up:', () => {
  const secret = '10 bytes!!';
  it.each([
    [{ AUTH_MODE: 'paseto' }, `AUTH_MODE is "paseto"; expected one of ${modeNames.join(', ')}`],
    [{ REDIS_TOPOLOGY: 'ring' }, 'REDIS_TOPOLOGY is "ring"; expected one of single, sentinel, cluster'],
    [{ SESSION_SECRET: secret }, 'SESSION_SECRET has 10 bytes; it needs at least 32'],
    [{ JWT_SECRET: secret }, 'JWT_SECRET has 10 bytes; it needs at least 32'],
    [{ JWT_TTL: 'soon' }, 'JWT_TTL is "soon"; expected a whole number from 1 to 86400'],
  ])('%j', async (env, sentence) => {
    const { code, output } = await project.tryCompose(['up'], env);
    expect(code).not.toBe(0);
    expect(output).toContain(sentence);
    expect(output).not.toContain(secret);
    expect(await project.inspect('init', '{{.State.ExitCode}}')).toEqual(['2']);
    expect((await project.compose(['ps', '--quiet'])).stdout).toBe('');
  });
});

describe('docker compose up', () => {
  beforeAll(async () => void (await project.compose(up)));

  it('starts one Redis, without replicas and sentinels', async () => {
    const services = (await project.compose(['ps', '--services'])).stdout.split('\n').filter(Boolean);
    expect(services.sort()).toEqual(['api', 'lab', 'nginx', 'provider', 'redis']);
  });

  it('only nginx is published, and only on this machine', async () => {
    const ports = '{{json .HostConfig.PortBindings}}';
    const at = (port: number) => [{ HostIp: '127.0.0.1', HostPort: String(port) }];
    const published = { '8080/tcp': at(project.port), '8081/tcp': at(project.storagePort) };
    expect((await project.inspect('nginx', ports)).map((text) => JSON.parse(text))).toEqual([published]);
    for (const service of ['api', 'redis', 'init', 'lab']) {
      for (const found of await project.inspect(service, ports)) expect(found, service).toBe('{}');
    }
  });

  it('no container runs as root, writes to its own files or gains a privilege', async () => {
    const limits = '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}';
    for (const service of ['api', 'nginx', 'redis', 'init', 'lab']) {
      const found = new Set(await project.inspect(service, limits));
      expect([...found], service).toEqual(['true [ALL] [no-new-privileges:true]']);
    }
    for (const service of ['api', 'nginx', 'redis', 'lab']) {
      expect(Number(await project.execIn(service, ['id', '-u'])), service).toBeGreaterThan(0);
    }
  });

  it('the page is served, and its control room shows the instances and Redis', async () => {
    const page = await get('/');
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    const [, script = ''] = /<script [^>]*src="([^"]+)"/.exec(await page.text()) ?? [];
    expect((await get(script)).headers.get('content-type')).toContain('javascript');
    expect(await (await get('/docs/json')).json()).toMatchObject({ openapi: expect.stringMatching(/^3\./) });
    await expect
      .poll(async () => (await get('/lab/state')).json(), { timeout: 5000 })
      .toMatchObject({
        instances: ['api-1', 'api-2', 'api-3'].map((id) => ({ id, isAlive: true })),
        redis: { isAlive: true },
        can: { scale: false, breakRedis: true },
      });
  });

  it('the only secrets in the control room are those of the control ports, of the host and of Redis', async () => {
    const seen = await project.execIn('lab', ['sh', '-c', 'ls /lab/*']);
    expect(seen).toMatch(/\/lab\/control:\nhost-key\ntoken\n/);
    expect(seen).toMatch(/\/lab\/redis:\npassword\nredis\.conf\n/);
    expect(await project.execIn('lab', ['sh', '-c', 'ls /lab/secrets; env | grep -i secret'])).toBe('');
  });

  it('the vulnerable page is served at a port without a control room', async () => {
    const get = (path: string) => fetch(`http://127.0.0.1:${project.storagePort}${path}`);
    for (const [path, type] of Object.entries({ '': 'text/html', 'storage.js': 'text/javascript' })) {
      const answer = await get(`/storage/${path}`);
      expect(answer.status, path).toBe(200);
      expect(answer.headers.get('content-type'), path).toBe(`${type}; charset=utf-8`);
      expect(answer.headers.get('cache-control'), path).toBe('no-store');
    }
    expect((await get('/api/instance')).status).toBe(200);
    for (const path of ['/', '/lab/state', '/docs']) expect((await get(path)).status, path).toBe(404);
    const pointer = await fetch(`http://127.0.0.1:${project.port}/storage/`, { redirect: 'manual' });
    expect(pointer.headers.get('location')).toBe(`http://127.0.0.1:${project.storagePort}/storage/`);
  });

  it('only the instances can read the generated secrets', async () => {
    const secrets = await project.execIn('api', ['sh', '-c', 'stat -c "%a %U" /lab/secrets/*']);
    expect(secrets).toBe('600 node\n600 node\n');
    expect(await project.execIn('nginx', ['ls', '/lab'])).toBe('nginx\ntls\n');
    expect(await project.execIn('nginx', ['ls', '/lab/tls'])).toBe('');
  });

  it('Redis requires a password, which is in no command line and no environment', async () => {
    const inRedis = (command: string) => project.execIn('redis', ['sh', '-c', command]);
    expect(await inRedis('redis-cli ping')).toContain('NOAUTH');
    expect(await inRedis('REDISCLI_AUTH=$(cat /lab/redis/password) redis-cli ping')).toBe('PONG\n');
    const password = (await inRedis('cat /lab/redis/password')).trim();
    expect(password).toHaveLength(43);
    for (const service of ['redis', 'api', 'lab']) {
      const shown = await project.execIn(service, ['sh', '-c', 'cat /proc/1/cmdline; env']);
      expect(shown, service).not.toContain(password);
    }
    expect(await inRedis('stat -c %a /lab/redis/password /lab/redis/redis.conf')).toBe('640\n640\n');
  });

  it('nginx reaches the instances, and neither Redis nor the control ports', async () => {
    const addressesOf = async (service: string) =>
      (await project.inspect(service, '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}')).flatMap(
        (line) => line.trim().split(' '),
      );
    const closed = [
      'redis/6379',
      'control/3001',
      'api/3001',
      ...(await addressesOf('redis')).map((address) => `${address}/6379`),
      ...(await addressesOf('api')).map((address) => `${address}/3001`),
    ];
    const attempt = (where: string) => `timeout 1 bash -c 'exec 3<>/dev/tcp/${where}' && echo ${where}`;
    const attempts = ['api/3000', ...closed].map(attempt).join('; ');
    expect(await project.execIn('nginx', ['bash', '-c', `${attempts}; true`])).toBe('api/3000\n');
  });

  it('the load test can inject faults and has no key of a user, and nginx has no route to the control ports', async () => {
    const token = ['run', '--rm', '-T', '--entrypoint', 'sh', 'loadtest', '-c'];
    expect((await project.compose([...token, 'ls /lab/*'])).stdout).toMatch(
      /\/lab\/control:\nhost-key\ntoken\n/,
    );
    expect((await project.compose([...token, 'ls /lab/secrets'])).stdout).toBe('');
    const read = `fetch('http://control:3001/control/state', { headers: { authorization: 'Bearer ' + fs.readFileSync('/lab/control/token', 'utf8').trim() } })`;
    const ask = async (expression: string) => {
      const script = `${expression}.then((answer) => console.log(answer.status))`;
      return (await project.compose([...token, `node -e "${script}"`])).stdout.trim();
    };
    expect(await ask(read)).toBe('200');
    expect(await ask(`fetch('http://control:3001/control/state')`)).toBe('401');
    const answer = await get('/control/state');
    expect(answer.status).toBe(404);
  });

  it.each(catalogue)('$name loses exactly the predicted requests', async (mode) => {
    const predicted = predictFailureRate(mode, 'pinned', { instances: 3, requestsPerUser: 30 });
    const { lost, servedBy } = await visitor.askMe(mode.name, await visitor.logIn(mode.name), 30);
    expect(lost).toBe(Math.round(30 * predicted));
    if (mode.balancing === 'sticky') expect(Object.values(servedBy)).toEqual([30]);
    else expect(servedBy).toEqual(evenly(3, 30));
  });

  it('the load test in a container agrees with every prediction', async () => {
    // A trial that loses by chance disagrees once in 10,000 times.
    const options = ['--client', 'pinned', '--repeats', '1', '--requests', '3100'];
    const report = await project.runLoadTest(options);
    const expected = modeNames.map((mode) => ({ mode, instances: 3, agrees: true }));
    expect(report.trials).toEqual(expected.map((trial) => expect.objectContaining(trial)));
  });

  it('the load test in a container runs the scorecard and each fault that needs no scaling and no replica', async () => {
    // Less than the usual load, because the containers share a machine with the tests.
    const options = ['--experiment', 'scorecard,faults', '--log-outs', '30', '--fault-rate', '100'];
    const modes = ['session-sticky', 'jwt-own-keys', 'jwt-denylist', 'jwt-refresh'];
    const report = await project.runLoadTest([...options, ...modes]);
    const { trials, skipped = [] } = report;
    const skippedNames = skipped.map(({ experiment }) => experiment);
    expect(skippedNames).toEqual([
      'redis-failover',
      'redis-partition',
      'scale-out',
      'scale-in',
      'machine-crash',
      'machine-partition',
      'machine-drain',
      'rolling-update',
    ]);
    const ofProvider = ['sign-in', 'provider-log-out'];
    const run = [...scoredNames, ...faultNames].filter(
      (name) => !skippedNames.includes(name) && !ofProvider.includes(name),
    );
    // One of them, refresh-race, is for refresh tokens alone.
    expect(trials).toHaveLength(modes.length * run.length - 3);
  });

  it('the control room sends requests, crashes an instance and runs an experiment', async () => {
    const { ask } = createPage(`http://127.0.0.1:${project.port}`);
    const visitor = { mode: 'session-memory', username: 'alice' };
    const { client } = (await ask<ClientAndExchange>('POST', 'clients', visitor)).body;
    const sent = await ask<ClientAndExchanges>('POST', `clients/${client.id}/requests`, { count: 100 });
    // By hand: 100 × 2/3, and five standard deviations of √(100 × 2/9) = 4.7 on either side.
    const lost = sent.body.exchanges.filter(({ status }) => status !== 200).length;
    expect([lost > 42, lost < 91]).toEqual([true, true]);

    const find = async () => (await ask<LabState>('GET', 'state')).body.instances[1];
    const before = await find();
    expect((await ask('POST', 'instances/api-2/crash')).status).toBe(202);
    await expect.poll(async () => (await find())?.startedAt, { timeout: 15_000 }).not.toBe(before?.startedAt);
    await expect.poll(async () => (await find())?.isReady, { timeout: 15_000 }).toBe(true);
    expect((await ask('PUT', 'instances', { count: 5 })).status).toBe(501);

    const asked = { experiments: ['steady'], modes: ['session-memory', 'jwt-shared-key'], repeats: 1 };
    const { id } = (await ask<RunView>('POST', 'runs', asked)).body;
    const run = async () => (await ask<RunView>('GET', `runs/${id}`)).body;
    await expect.poll(async () => (await run()).status, { timeout: 60_000 }).toBe('finished');
    const finished = await run();
    expect(finished.rows.map(({ disagreement }) => disagreement)).toEqual(Array(6).fill(null));
    expect(finished).toMatchObject({ done: 6, total: 6, exitCode: 0 });
  });
});

describe('when the control room is down', () => {
  it('/ names the next action, nginx starts without it, and finds it again after its restart', async () => {
    await project.compose(['stop', 'lab']);
    await project.compose(['restart', 'nginx']);
    await until(async () => (await get('/api/instance')).ok);
    const page = await get('/');
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('/api/instance ')]);
    const refusal = await get('/lab/state');
    expect([refusal.status, await refusal.json()]).toEqual([
      502,
      expect.objectContaining({ code: 'no-control-room' }),
    ]);
    await project.compose(['start', 'lab']);
    await until(async () => (await get('/')).headers.get('content-type')?.startsWith('text/html') ?? false);
  });
});

describe('when an instance crashes', () => {
  it('nginx hides the crash, and the instance restarts under its name', async () => {
    const before = await visitor.pollInstances(({ instanceId }) => instanceId === 'api-2');
    await project.execIn('api', ['sh', '-c', 'kill -9 -1'], ['--index', '2']);
    const after = await visitor.pollInstances(
      ({ instanceId, startedAt }) => instanceId === 'api-2' && startedAt !== before.instance.startedAt,
    );
    expect(after.ms).toBeLessThan(15_000);
    // One request may wait for the crashed instance at the moment when nginx drops it from its list.
    expect(after.failed).toBeLessThanOrEqual(1);
  });
});

describe('faults in containers', () => {
  /** Evaluates an expression on `faults` in a container of the load test. */
  async function inject(code: string): Promise<unknown> {
    const script = `
      import { parseFaults, readFaultSecrets } from './loadtest/dist/index.js';
      const addresses = { control: 'http://control:3001', redis: 'redis://redis:6379' };
      const faults = parseFaults(addresses, readFaultSecrets(process.env));
      console.log(JSON.stringify((await (${code})) ?? null));`;
    const node = ['--entrypoint', 'node', 'loadtest', '--input-type=module', '--eval', script];
    return JSON.parse((await project.compose(['run', '--rm', '-T', ...node])).stdout);
  }

  it.each(['crash', 'drain'])(
    'an instance is found behind the name of its service, and restarts after a %s',
    async (fault) => {
      expect(await inject('faults.instances().then((found) => [...found.keys()])')).toEqual(
        Object.keys(evenly(3, 3)),
      );
      const before = await visitor.pollInstances(({ instanceId }) => instanceId === 'api-3');
      await inject(`faults.${fault}('api-3')`);
      const after = await visitor.pollInstances(
        ({ instanceId, startedAt }) => instanceId === 'api-3' && startedAt !== before.instance.startedAt,
      );
      expect(after.failed).toBeLessThanOrEqual(1);
    },
  );

  it('Redis restarts after a crash, without the log-ins that it did not write to disk', async () => {
    expect(await inject('faults.redis.isPersistent()')).toBe(false);
    const credential = await visitor.logIn('session-redis');
    await inject('faults.redis.crash()');
    const start = performance.now();
    let status: number;
    do {
      ({ status } = await visitor.getMe('session-redis', credential));
    } while (status === 503 && performance.now() - start < 15_000);
    expect(status).toBe(401);
  });
});

describe('a part that the control room holds', () => {
  const page = () => createPage(`http://127.0.0.1:${project.port}`);
  const look = async (part: string) => {
    const { instances, redis } = (await page().ask<LabState>('GET', 'state')).body;
    return part === 'redis' ? redis : instances.find(({ id }) => id === part);
  };

  it.each([
    ['api-2', 'instances/api-2', 'crash'],
    ['api-2', 'instances/api-2', 'stall'],
    ['redis', 'redis', 'crash'],
    ['redis', 'redis', 'stall'],
  ])('%s stays down until it is started (%s/%s)', async (part, path, how) => {
    expect((await page().ask('POST', `${path}/${how}`, { ms: null })).status).toBe(202);
    await until(async () => (await look(part))?.isAlive === false);
    // Longer than Docker waits before a restart.
    await sleep(5000);
    expect(await look(part)).toMatchObject({ isAlive: false, hold: { how, until: null } });
    expect((await page().ask('POST', `${path}/start`)).status).toBe(202);
    await until(async () => (await look(part))?.isAlive === true);
    // Each instance has its connection to Redis again.
    expect(await visitor.msUntilLast503('session-redis')).toBeLessThan(2500);
  });
});

describe('when Redis stops', () => {
  it('modes that need Redis answer 503 in time, the others keep working, and all recover within a second', async () => {
    const credentials = new Map<Mode, Credential>();
    for (const mode of catalogue) credentials.set(mode, await visitor.logIn(mode.name));

    await project.compose(['stop', 'redis']);
    const end = performance.now() + 8000;
    while (performance.now() < end) {
      await Promise.all([...credentials].map(([mode, credential]) => expectOutage(mode, credential)));
      await sleep(100);
    }
    expect(new Set(await project.inspect('api', '{{.State.Health.Status}}'))).toEqual(new Set(['healthy']));

    await project.compose(['start', 'redis']);
    const ping = ['sh', '-c', 'REDISCLI_AUTH=$(cat /lab/redis/password) redis-cli ping'];
    while (!(await project.execIn('redis', ping)).includes('PONG'));
    expect(await visitor.msUntilLast503('session-redis')).toBeLessThan(1000);
  });

  async function expectOutage(mode: Mode, credential: Credential): Promise<void> {
    const needsRedis = mode.state === 'redis';
    await expectStatus(visitor.postLogin(mode.name), mode, needsRedis ? 503 : 200);
    // Without affinity or portability other instances refuse it. A refreshed token, or the copy of a session, expires during
    // the outage.
    if ((mode.balancing !== 'sticky' && !isPortable(mode)) || mode.refresh || mode.cacheSeconds) return;
    await expectStatus(visitor.getMe(mode.name, credential), mode, needsRedis ? 503 : 200);
  }

  async function expectStatus(request: Promise<Response>, { name }: Mode, status: number): Promise<void> {
    const start = performance.now();
    const answer = await request;
    const body = await answer.json();
    expect(performance.now() - start, name).toBeLessThan(600);
    expect(answer.status, name).toBe(status);
    if (status === 200) return;
    expect(answer.headers.get('content-type'), name).toContain('application/problem+json');
    expect(body, name).toMatchObject({ code: 'store-unavailable' });
  }
});

describe('docker compose up --scale api=5', () => {
  it('the same nginx balances over five, and a session in memory is lost four times in five', async () => {
    const startedAt = await project.inspect('nginx', '{{.State.StartedAt}}');
    await project.compose([...up, '--scale', 'api=5']);
    const { lost, servedBy } = await visitor.askMe(
      'session-memory',
      await visitor.logIn('session-memory'),
      60,
    );
    expect(servedBy).toEqual(evenly(5, 60));
    expect(lost).toBe(48);
    expect(await project.inspect('nginx', '{{.State.StartedAt}}')).toEqual(startedAt);
  });
});

describe('AUTH_MODE', () => {
  it('chooses the mode of /api/login and /api/me, and a change keeps the secrets', async () => {
    expect(await visitor.logIn()).toEqual({ cookie: expect.stringMatching(/^sid-session-memory=/) });
    const earlier = await visitor.logIn('jwt-shared-key');
    await project.compose(up, { AUTH_MODE: 'jwt-shared-key' });
    const later = await visitor.logIn();
    expect(later).toEqual({ authorization: expect.stringMatching(/^Bearer /) });
    for (const credential of [earlier, later]) {
      expect(await visitor.askMe('', credential, 30)).toEqual({ lost: 0, servedBy: evenly(3, 30) });
    }
  });
});

describe('LAB_TLS=on', () => {
  const tls = { LAB_TLS: 'on' };

  it('makes a certificate that the load test trusts, and no cookie is sent over plain HTTP', async () => {
    await project.compose(up, tls);
    const options = ['--experiment', 'steady,cookie-transport,sign-in', '--repeats', '1'];
    const modes = ['session-memory', 'session-redis', 'jwt-shared-key', 'oidc-redis'];
    const report = await project.runLoadTest([...options, ...modes], tls);
    // One trial of each client, then cookie-transport in each mode, and the sign-in of one.
    expect(report.trials).toHaveLength(modes.length * 4 + 1);
  });

  it('redirects plain HTTP, and only nginx can read the key', async () => {
    const plain = await fetch(`http://127.0.0.1:${project.port}/api/instance`, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([
      308,
      `https://127.0.0.1:${project.port}/api/instance`,
    ]);
    const files = await project.execIn('nginx', ['sh', '-c', 'cd /lab/tls && stat -c "%n %a" *.pem']);
    expect(files).toBe('ca.pem 644\ncertificate.pem 644\nkey.pem 600\n');
    expect(await project.execIn('api', ['cat', '/lab/tls/key.pem'])).toBe('');
  });
});

describe('docker compose down --volumes', () => {
  it('takes under 8 s and leaves nothing', async () => {
    const start = performance.now();
    await project.compose(['down', '--volumes']);
    expect(performance.now() - start).toBeLessThan(8000);
    expect(await project.remains()).toBe('');
  });
});
