// The control room on a real cluster: what its clients, faults, runs and streams do.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  buildLab,
  type ClientAlone,
  type ClientAndExchange,
  type ClientAndExchanges,
  type Incident,
  type LabState,
  type ProblemView,
  type RunList,
  type RunView,
} from '@scale-out-lab/lab';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cluster } from './cluster.js';
import { launcherFaults } from './faults.js';
import { startClusterForTest } from './testing/cluster.js';
import { createPage } from './testing/page.js';
import { until } from './testing/until.js';

let cluster: Cluster;
let lab: Awaited<ReturnType<typeof buildLab>>;
let page: ReturnType<typeof createPage>;
beforeAll(async () => {
  cluster = await startClusterForTest();
  const faults = launcherFaults(cluster);
  lab = await buildLab({ url: new URL(cluster.url), faults, pages: '/nowhere', hosts: [] });
  page = createPage(await lab.listen({ port: 0, host: '127.0.0.1' }));
}, 60_000);
afterAll(async () => {
  await lab?.close();
  await cluster?.stop();
});

async function logIn(mode: string, wishes = {}) {
  const { status, body } = await page.ask<ClientAndExchange>('POST', 'clients', {
    mode,
    username: 'alice',
    ...wishes,
  });
  expect([status, body.exchange.status]).toEqual([201, 200]);
  return body;
}
async function send(id: string, count: number) {
  const { body } = await page.ask<ClientAndExchanges>('POST', `clients/${id}/requests`, { count });
  return { ...body, statuses: body.exchanges.map(({ status }) => status) };
}
const state = async () => (await page.ask<LabState>('GET', 'state')).body;
const allAlive = async () => (await state()).instances.every(({ isAlive, isReady }) => isAlive && isReady);

describe('a client', { timeout: 60_000 }, () => {
  it.each([
    ['session-memory', 20],
    ['session-redis', 0],
    ['jwt-own-keys', 20],
    ['session-sticky', 0],
  ])('of %s loses %i of 30 requests', async (mode, lost) => {
    const { client } = await logIn(mode);
    const { statuses, exchanges } = await send(client.id, 30);
    expect(statuses).toHaveLength(30);
    expect(statuses.filter((status) => status !== 200)).toHaveLength(lost);
    const ids = exchanges.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });

  it('is told what became of its requests', async () => {
    const { client, exchange } = await logIn('session-memory');
    expect(exchange).toMatchObject({
      kind: 'login',
      method: 'POST',
      path: '/api/session-memory/login',
      credential: null,
    });
    expect(client.credential).toMatchObject({ kind: 'session', header: 'cookie', refreshToken: null });
    const { exchanges } = await send(client.id, 3);
    const refused = exchanges.find(({ status }) => status === 401);
    expect(refused).toMatchObject({
      kind: 'me',
      clientId: client.id,
      credential: client.credential,
      issuedBy: client.issuedBy,
      code: 'unknown-session',
      detail: expect.stringMatching(/^api-\d created this session; api-\d has never seen it\.$/),
      username: null,
      isRetried: false,
      verifyMs: expect.any(Number),
    });
    const accepted = exchanges.find(({ status }) => status === 200);
    expect(accepted).toMatchObject({
      servedBy: client.issuedBy,
      username: 'alice',
      code: null,
      detail: null,
    });
  });

  it('that honours Set-Cookie is logged out by its first miss', async () => {
    const { client } = await logIn('session-memory', { model: 'browser' });
    const { client: after, exchanges } = await send(client.id, 9);
    expect(after.credential).toBeNull();
    expect(exchanges.at(-1)).toMatchObject({ status: 401, code: 'missing-credential', credential: null });
  });

  it('that was refused has no credential', async () => {
    const { status, body } = await page.ask<ClientAndExchange>('POST', 'clients', {
      ...{ mode: 'jwt-shared-key', username: 'alice', password: 'guessed' },
    });
    expect(status).toBe(201);
    expect(body.client).toMatchObject({ credential: null, issuedBy: null });
    expect(body.exchange).toMatchObject({ status: 401, code: 'invalid-credentials' });
  });

  it.each([
    ['jwt-shared-key', 200],
    ['jwt-denylist', 401],
    ['session-redis', 401],
  ])('copied from one of %s, who then logs out, is answered with %i', async (mode, expected) => {
    const { client } = await logIn(mode);
    const { status, body } = await page.ask<ClientAlone>('POST', `clients/${client.id}/copy`);
    expect(status).toBe(201);
    expect(body.client).toMatchObject({
      copyOf: client.id,
      credential: client.credential,
      username: 'alice',
    });
    expect((await send(body.client.id, 3)).statuses).toEqual([200, 200, 200]);
    await page.ask('POST', `clients/${client.id}/logout`);
    expect((await send(body.client.id, 3)).statuses).toEqual([expected, expected, expected]);
  });

  it.each([
    ['jwt-own-keys', 1],
    ['session-sticky', 1],
    ['jwt-published-keys', 3],
  ])('of %s is accepted by %i, as a census says', async (mode, accepting) => {
    const { client } = await logIn(mode);
    const { body } = await page.ask<ClientAndExchanges>('POST', `clients/${client.id}/census`);
    expect(body.exchanges.map(({ servedBy }) => servedBy)).toEqual(['api-1', 'api-2', 'api-3']);
    const accepted = body.exchanges.filter(({ status }) => status === 200);
    expect(accepted).toHaveLength(accepting);
    expect(accepted.map(({ servedBy }) => servedBy)).toContain(client.issuedBy);
  });

  it('of what somebody wrote shows just that', async () => {
    const { client: original } = await logIn('jwt-shared-key');
    const token = original.credential?.text ?? '';
    const forged = token.replace(/[^.]$/, (last) => (last === 'A' ? 'B' : 'A'));
    const statuses = async (credential: string) => {
      const pasted = await page.ask<ClientAlone>('POST', 'clients/pasted', {
        mode: 'jwt-shared-key',
        credential,
      });
      expect(pasted.body.client).toMatchObject({ username: '?', model: 'pinned', issuedBy: null });
      return (await send(pasted.body.client.id, 1)).statuses;
    };
    expect(await statuses(token)).toEqual([200]);
    expect(await statuses(forged)).toEqual([401]);
  });

  it('of jwt-refresh renews by itself, and its copy does not', async () => {
    const { client } = await logIn('jwt-refresh');
    const copy = (await page.ask<ClientAlone>('POST', `clients/${client.id}/copy`)).body.client;
    await sleep(2800); // more than half of five seconds
    const { exchanges, client: renewed } = await send(client.id, 1);
    expect(exchanges.map(({ kind, status }) => [kind, status])).toEqual([
      ['refresh', 200],
      ['me', 200],
    ]);
    expect(renewed.credential?.text).not.toBe(client.credential?.text);
    expect((await send(copy.id, 1)).exchanges.map(({ kind }) => kind)).toEqual(['me']);
    await sleep(3500); // the copy's token is dead, and its refresh token was used
    expect((await send(copy.id, 1)).exchanges).toMatchObject([{ kind: 'me', code: 'expired' }]);
    const stolen = await page.ask<ClientAndExchange>('POST', `clients/${copy.id}/refresh`);
    expect(stolen.body.exchange).toMatchObject({ status: 401, code: 'reused-token' });
    const owner = await page.ask<ClientAndExchange>('POST', `clients/${client.id}/refresh`);
    expect(owner.body.exchange.status).toBe(401);
  });

  it('without a refresh token cannot renew, and one that was forgotten is gone', async () => {
    const { client } = await logIn('jwt-shared-key');
    const refused = await page.ask<ProblemView>('POST', `clients/${client.id}/refresh`);
    expect(refused.body).toMatchObject({ status: 409, code: 'no-refresh-token' });
    expect((await page.ask('DELETE', `clients/${client.id}`)).status).toBe(204);
    expect((await page.ask('DELETE', `clients/${client.id}`)).status).toBe(404);
  });
});

describe('the cluster', { timeout: 60_000 }, () => {
  it('shows what it holds', async () => {
    await logIn('session-redis');
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

  it('is seen to lose an instance, and to have it back', async () => {
    const { heard, cut } = await page.listen();
    const { status, body } = await page.ask<Incident>('POST', 'instances/api-2/crash');
    expect([status, body]).toMatchObject([202, { what: 'crash', instance: 'api-2', isAsked: true }]);
    const incidents = () => heard.flatMap(({ name, data }) => (name === 'incident' ? [data] : []));
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

  it('goes on being watched while one of it is frozen', async () => {
    await page.ask('POST', 'instances/api-3/stall', { ms: 2500 });
    await until(async () => (await state()).instances[2]?.isAlive === false);
    for (let looks = 0; looks < 4; looks += 1) {
      const { instances } = await state();
      expect(instances.map(({ isAlive }) => isAlive)).toEqual([true, true, false]);
      await sleep(450);
    }
    await until(allAlive);
  });

  it('signs with other keys, with an overlap and by a cut, and with the configured ones again', async () => {
    const change = async (how: string) => (await page.ask('POST', 'keys', { ring: 'jwt', how })).status;
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

  it('gives an instance that comes back the keys of the others', async () => {
    await page.ask('POST', 'keys', { ring: 'session', how: 'overlap' });
    const { client } = await logIn('session-redis');
    const startedAt = (await state()).instances[0]?.startedAt;
    await page.ask('POST', 'instances/api-1/crash');
    await until(async () => {
      const { instances } = await state();
      if (instances[0]?.startedAt === startedAt) return false;
      const rings = instances.map(({ keys }) => keys.session.join());
      return instances.every(({ isReady }) => isReady) && new Set(rings).size === 1;
    });
    expect(new Set((await send(client.id, 9)).statuses)).toEqual(new Set([200]));
    await page.ask('POST', 'keys', { ring: 'session', how: 'reset' });
  });

  it('is restarted in turn, and refuses to be disturbed meanwhile', async () => {
    const { heard, cut } = await page.listen();
    const begun = await page.ask<Incident>('POST', 'restart');
    expect(begun).toMatchObject({ status: 202, body: { what: 'restart-begins', isAsked: true } });
    const refused = await page.ask<ProblemView>('POST', 'instances/api-1/crash');
    expect(refused.body).toMatchObject({ status: 409, code: 'busy' });
    expect(await state()).toMatchObject({ busy: 'restart' });
    const { client } = await logIn('jwt-shared-key');
    const isOver = () => heard.some(({ name, data }) => name === 'incident' && data.what === 'restart-ends');
    while (!isOver()) expect(new Set((await send(client.id, 20)).statuses)).toEqual(new Set([200]));
    const incidents = heard.flatMap(({ name, data }) => (name === 'incident' ? [data] : []));
    expect(incidents.at(-1)).toMatchObject({ what: 'restart-ends', note: null });
    const back = incidents.filter(({ what }) => what === 'back');
    expect(back.map(({ instance }) => instance)).toEqual(['api-1', 'api-2', 'api-3']);
    await cut();
  });

  it('gets more instances and fewer, and whoever was taken away is no corpse', async () => {
    for (const count of [5, 3]) {
      expect((await page.ask<Incident>('PUT', 'instances', { count })).status).toBe(202);
      await until(async () => {
        const { busy, instances } = await state();
        return busy === null && instances.length === count;
      });
    }
    expect(await allAlive()).toBe(true);
  });

  it('loses Redis, and has it back', async () => {
    const { heard, cut } = await page.listen();
    expect((await page.ask('POST', 'redis/crash')).status).toBe(202);
    const seen = () => heard.flatMap(({ name, data }) => (name === 'incident' ? [data.what] : []));
    await until(() => seen().includes('redis-back'));
    expect(seen()).toEqual(['redis-crash', 'redis-died', 'redis-back']);
    await cut();
  });
});

describe('a run', { timeout: 120_000 }, () => {
  const small = { modes: ['session-memory', 'jwt-shared-key'], users: 7, requests: 70, repeats: 4 };
  const find = async (id: string) => (await page.ask<RunView>('GET', `runs/${id}`)).body;

  it('is seen by a page that is cut off again and again, without loss or doubling', async () => {
    const { status, body: begun } = await page.ask<RunView>('POST', 'runs', {
      experiments: ['steady'],
      ...small,
    });
    expect([status, begun.status]).toEqual([202, 'running']);

    const second = await page.ask<ProblemView>('POST', 'runs', { experiments: ['steady'] });
    expect(second.body).toMatchObject({
      status: 409,
      code: 'busy',
      detail: expect.stringContaining(begun.id),
    });
    const fault = await page.ask<ProblemView>('POST', 'redis/crash');
    expect(fault.body).toMatchObject({
      status: 409,
      code: 'busy',
      detail: expect.stringContaining('cancel it first'),
    });

    const parts: Awaited<ReturnType<typeof page.listen>>['heard'][] = [];
    let lastId: string | undefined;
    const isOver = (event: (typeof parts)[number][number]) =>
      event.name === 'run' && event.data.endedAt !== null;
    while (!parts.flat().some(isOver)) {
      const { heard, cut } = await page.listen(lastId);
      await sleep(300);
      await cut();
      parts.push(heard);
      lastId = heard.findLast(({ id }) => id !== undefined)?.id ?? lastId;
      await sleep(200);
    }

    const heard = parts.flat();
    expect(heard.filter(({ name }) => name === 'snapshot')).toHaveLength(1);
    const run = await find(begun.id);
    expect(run).toMatchObject({ status: 'finished', done: 24, total: 24, exitCode: 0, failure: null });
    const first = heard.flatMap(({ name, data }) => (name === 'snapshot' ? (data.run?.rows ?? []) : []));
    const rows = heard.flatMap(({ name, data }) => (name === 'row' ? [data.row] : []));
    expect([...first, ...rows]).toEqual(run.rows);
    expect(run.rows.map(({ number }) => number)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
  });

  it('leaves a report, in every form', async () => {
    const { body } = await page.ask<RunList>('GET', 'runs');
    const [run] = body.runs;
    expect(run?.report?.verdict[0]).toBe('24 of 24 trials agree with the prediction.');
    expect(run?.report?.tables.map(({ title }) => title)).toContain('Logged-in requests lost');
    const { port } = lab.server.address() as { port: number };
    for (const [format, type, begins] of [
      ['json', 'application/json', '{'],
      ['md', 'text/markdown', '# Load test report'],
      ['html', 'text/html', '<!doctype html>'],
    ] as const) {
      const answer = await fetch(`http://127.0.0.1:${port}/lab/runs/${run?.id}/report.${format}`);
      expect(answer.headers.get('content-type')).toContain(type);
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="${run?.id}-report.${format}"`,
      );
      expect((await answer.text()).startsWith(begins)).toBe(true);
    }
  });

  it('shows a sample of what it sends', async () => {
    const { heard, cut } = await page.listen();
    const { body: begun } = await page.ask<RunView>('POST', 'runs', { experiments: ['steady'], ...small });
    // The page's own requests are none of it.
    await send((await logIn('jwt-own-keys')).client.id, 50);
    await until(async () => (await find(begun.id)).status !== 'running');
    await cut();
    const traffic = heard.flatMap(({ name, data }) => (name === 'traffic' ? [data] : []));
    for (const { seen, requests } of traffic) expect(requests).toHaveLength(Math.min(24, seen));
    // Each trial logs 7 users in besides. Who is there is asked before anybody logs in.
    const seen = traffic.reduce((total, each) => total + each.seen, 0);
    expect(seen).toBeGreaterThan(24 * 77 * 0.9);
    const requests = traffic.flatMap((each) => each.requests);
    for (const mode of small.modes) {
      const served = {
        mode,
        kind: 'me',
        status: 200,
        servedBy: expect.stringMatching(/^api-/),
        isRetried: false,
      };
      expect(requests).toContainEqual(served);
    }
    expect(requests.filter(({ mode }) => mode === 'jwt-own-keys')).toEqual([]);
  });

  it('that is cancelled leaves what was measured by then', async () => {
    const long = { experiments: ['steady'], ...small, repeats: 100 };
    const { body: begun } = await page.ask<RunView>('POST', 'runs', long);
    await until(async () => (await find(begun.id)).rows.length > 1);
    const report = await page.ask<ProblemView>('GET', `runs/${begun.id}/report.json`);
    expect(report.body).toMatchObject({ status: 409, code: 'not-over' });
    expect((await page.ask('POST', `runs/${begun.id}/cancel`)).status).toBe(202);
    await until(async () => (await find(begun.id)).status !== 'running');
    const run = await find(begun.id);
    expect(run).toMatchObject({ status: 'cancelled', exitCode: 130, total: 600 });
    expect(run.report?.verdict).toContain('Interrupted: only the trials that were finished are shown.');
    expect((await page.ask('GET', `runs/${begun.id}/report.json`)).status).toBe(200);
    expect(await state()).toMatchObject({ busy: null });
  });

  it('ends with the control room, and so do the streams', async () => {
    const listening = await page.listen();
    await page.ask('POST', 'runs', { experiments: ['steady'], ...small, repeats: 100 });
    await sleep(500);
    const start = performance.now();
    await lab.close();
    await listening.ended;
    expect(performance.now() - start).toBeLessThan(5000);
    const last = listening.heard.findLast(({ name }) => name === 'run');
    expect(last?.data).toMatchObject({ status: 'cancelled' });
  });
});
