// A room: one lab that is open to a network, its host, and thirty phones that use it through nginx.
import { once } from 'node:events';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  ClientAndExchange,
  ClientAndExchanges,
  LabEvents,
  LabState,
  RoomView,
  RunView,
} from '@scale-out-lab/core/wire';
import { createPage } from '@scale-out-lab/launcher/record/page-client';
import { until } from '@scale-out-lab/launcher/testing/until';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningLab, startLabForTest } from '../support/cluster.js';

let lab: RunningLab;
beforeAll(async () => {
  lab = await startLabForTest({ LAB_ADDRESS: '0.0.0.0' });
});
afterAll(() => lab?.stop());

/** Not through nginx, which cuts connections when the number of instances changes. */
const asHost = () =>
  createPage(`http://127.0.0.1:${lab.labPort}`, { 'x-host-key': lab.network?.hostKey ?? '' });

/** A browser in the room, with its stream and its cookie. */
async function openPhone() {
  const { heard, cookie, cut } = await createPage(lab.url).listen();
  const page = createPage(lab.url, { cookie });
  const all = <Name extends keyof LabEvents>(wanted: Name) =>
    heard.flatMap(({ name, data }) => (name === wanted ? [data as LabEvents[Name]] : []));
  return {
    ask: page.ask,
    cut,
    all,
    id: () => all('visitor')[0]?.id ?? '',
    room: () => all('room').at(-1),
    async logIn(mode: string) {
      const { body } = await page.ask<ClientAndExchange>('POST', 'clients', { mode, username: 'vu-0001' });
      expect(body.exchange.status).toBe(200);
      return body.client.id;
    },
    async send(client: string, count: number) {
      const { body } = await page.ask<ClientAndExchanges>('POST', `clients/${client}/requests`, { count });
      return body.exchanges.map(({ status }) => status);
    },
  };
}

it('a lab at every address of this machine accepts one that it gets later', async () => {
  const statusOf = async (host: string) => {
    const [answer] = await once(get({ port: lab.labPort, path: '/lab/runs', headers: { host } }), 'response');
    answer.resume();
    return answer.statusCode;
  };
  expect(await statusOf('192.0.2.9:8080')).toBe(200);
  expect(await statusOf('evil.example')).toBe(403);
});

describe('thirty phones', { timeout: 60_000 }, () => {
  let phones: Awaited<ReturnType<typeof openPhone>>[] = [];
  beforeAll(async () => {
    phones = await Promise.all(Array.from({ length: 30 }, openPhone));
  });
  afterAll(() => Promise.all(phones.map(({ cut }) => cut())));

  /** Each phone logs in, and then all send ten requests at once: the statuses of each. */
  async function useAll(mode: string) {
    const clients = await Promise.all(phones.map((phone) => phone.logIn(mode)));
    return Promise.all(phones.map((phone, index) => phone.send(clients[index] ?? '', 10)));
  }

  it('lose no request in modes that lose none', async () => {
    for (const mode of ['session-redis', 'jwt-shared-key']) {
      const statuses = await useAll(mode);
      expect(
        statuses.flat().filter((status) => status !== 200),
        mode,
      ).toEqual([]);
    }
  });

  it('lose about two of three requests with sessions in memory, and each screen shows who lost how many', async () => {
    const statuses = await useAll('session-memory');
    const lost = statuses.flat().filter((status) => status !== 200).length;
    // 300 requests of 30 phones: 200 are predicted, and 160 or 240 are ten standard deviations away.
    expect(lost).toBeGreaterThan(160);
    expect(lost).toBeLessThan(240);
    for (const [index, phone] of phones.entries()) {
      await until(() => phone.room()?.sent === 900);
      const { visitors = [], lost: lostOfRoom } = phone.room() as RoomView;
      const own = statuses[index]?.filter((status) => status !== 200).length;
      expect(lostOfRoom).toBe(lost);
      expect(visitors).toHaveLength(30);
      expect(new Set(visitors.map(({ name }) => name)).size).toBe(30);
      expect(visitors.find(({ id }) => id === phone.id())).toMatchObject({ sent: 30, lost: own });
    }
  });

  it('see the requests of the others on every screen, at most 24 in a quarter of a second', () => {
    for (const phone of phones) {
      const seen = phone.all('guests').flatMap(({ requests }) => requests.map(({ visitor }) => visitor));
      expect(new Set(seen).size).toBeGreaterThan(20);
      for (const { requests } of phone.all('guests')) expect(requests.length).toBeLessThanOrEqual(24);
    }
  });

  it('cannot break anything without the host’s key', async () => {
    const starts = async () => {
      const { instances } = (await asHost().ask<LabState>('GET', 'state')).body;
      return instances.map(({ startedAt }) => startedAt);
    };
    const before = await starts();
    const answers = await Promise.all(phones.map(({ ask }) => ask('POST', 'instances/api-1/crash')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
    await sleep(1000); // long enough for a look to see a restart
    expect(await starts()).toEqual(before);
  });

  it('have a pace: one that sends without end is slowed down, and does not slow the others', async () => {
    const [greedy, other] = phones as [(typeof phones)[number], (typeof phones)[number]];
    const client = await greedy.logIn('jwt-shared-key');
    const ofOther = await other.logIn('jwt-shared-key');
    const send = () => greedy.ask('POST', `clients/${client}/requests`, { count: 50 });
    const answers = await Promise.all(Array.from({ length: 6 }, send));
    expect(answers.filter(({ status }) => status === 429)).not.toEqual([]);
    expect(answers.find(({ status }) => status === 429)).toMatchObject({ body: { code: 'too-fast' } });
    expect(await other.send(ofOther, 10)).toEqual(Array(10).fill(200));
  });

  it('are removed from the room when they have left', { timeout: 30_000 }, async () => {
    await Promise.all(phones.slice(1).map(({ cut }) => cut()));
    await until(() => phones[0]?.room()?.visitors.length === 1, 20_000);
  });
});

describe('a reset', { timeout: 60_000 }, () => {
  const logInsIn = (state: LabState) =>
    state.instances.flatMap(({ logIns }) => Object.values(logIns)).reduce((sum, each) => sum + each, 0);

  it('resets keys, instances, persistence, log-ins and counts, for the host alone', async () => {
    const host = asHost();
    const state = async () => (await host.ask<LabState>('GET', 'state')).body;
    let before = await state();
    await until(async () => {
      before = await state();
      return before.instances.every(({ isAlive }) => isAlive);
    });
    const phone = await openPhone();
    for (const mode of ['session-memory', 'session-redis']) await phone.send(await phone.logIn(mode), 3);
    await host.ask('POST', 'keys', { ring: 'jwt', how: 'overlap' });
    await host.ask('PUT', 'redis/persistence', { isPersistent: true });
    await host.ask('PUT', 'instances', { count: 4 });
    await until(async () => (await state()).busy === null && (await state()).instances.length === 4);
    await host.ask('POST', 'instances/api-2/crash', { ms: null });
    await until(async () => (await state()).instances[1]?.isAlive === false);
    await until(async () => (await state()).redis?.isPersistent === true);

    expect(await phone.ask('POST', 'reset')).toMatchObject({ status: 403, body: { code: 'host-only' } });
    expect(await host.ask('POST', 'reset')).toMatchObject({ status: 202, body: { what: 'reset-begins' } });
    await until(async () => (await state()).busy === null, 30_000);

    let after = await state();
    await until(async () => {
      after = await state();
      return after.redis?.keys === 0 && after.instances.every(({ isReady }) => isReady);
    });
    expect(after.instances.map(({ id, keys }) => [id, keys.jwt, keys.session])).toEqual(
      before.instances.map(({ id, keys }) => [id, keys.jwt, keys.session]),
    );
    expect(logInsIn(after)).toBe(0);
    expect(after).toMatchObject({ busy: null, redis: { isPersistent: false } });
    expect((await host.ask<RoomView>('GET', 'room')).body).toMatchObject({ sent: 0, lost: 0 });
    // The stream of the phone ended when the number of instances changed; the next one begins with a snapshot.
    const next = await openPhone();
    await until(() => next.all('snapshot').length === 1);
    expect(next.all('snapshot')[0]?.incidents.at(-1)).toMatchObject({ what: 'reset-ends', error: null });
    await next.cut();
    await phone.cut();
  });

  it('is refused during a run', async () => {
    const host = asHost();
    const { body } = await host.ask<RunView>('POST', 'runs', { experiments: ['steady'] });
    expect(await host.ask('POST', 'reset')).toMatchObject({ status: 409, body: { code: 'busy' } });
    await host.ask('POST', `runs/${body.id}/cancel`);
    await until(async () => (await host.ask<LabState>('GET', 'state')).body.busy === null);
  });
});
