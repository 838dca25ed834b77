// The control room's clients on a real cluster: the outcomes of their requests, of a copy, and of a pasted credential.
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  ClientAlone,
  ClientAndExchange,
  ClientAndExchanges,
  ClientAndLogIns,
  ProblemView,
} from '@scale-out-lab/core/wire';
import { until } from '@scale-out-lab/launcher/testing/until';
import { describe, expect, it } from 'vitest';
import { useControlRoom } from '../support/control-room.js';

/** Short, so that a test can wait for its end. */
const room = useControlRoom({ REFRESH_GRACE: '2' });
const { logIn, send } = room;

describe('a client', { timeout: 60_000 }, () => {
  // By hand: 300 × 2/3, and five standard deviations of √(300 × 2/9) = 8.2 on either side.
  it.each([
    ['session-memory', 159, 241],
    ['session-redis', 0, 0],
    ['jwt-own-keys', 159, 241],
    ['session-sticky', 0, 0],
  ])('of %s loses %i to %i of 300 requests', async (mode, least, most) => {
    const { client } = await logIn(mode);
    const rounds = [await send(client.id, 100), await send(client.id, 100), await send(client.id, 100)];
    const statuses = rounds.flatMap((round) => round.statuses);
    const lost = statuses.filter((status) => status !== 200).length;
    expect(statuses).toHaveLength(300);
    expect(lost).toBeGreaterThanOrEqual(least);
    expect(lost).toBeLessThanOrEqual(most);
    const ids = rounds.flatMap(({ exchanges }) => exchanges.map(({ id }) => id));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });

  it('that is alone reaches the instances by chance, not in turn: one first request in three succeeds', async () => {
    let kept = 0;
    for (let visitor = 1; visitor <= 90; visitor += 1) {
      const { client } = await logIn('session-memory', { model: 'browser' });
      const { statuses } = await send(client.id, 1);
      kept += Number(statuses[0] === 200);
    }
    // By hand: 90 / 3, and five standard deviations of √(90 × 2/9) = 4.5 on either side.
    expect(kept).toBeGreaterThanOrEqual(8);
    expect(kept).toBeLessThanOrEqual(52);
  });

  it('gets the outcome of each of its requests', async () => {
    const { client, exchange } = await logIn('session-memory');
    expect(exchange).toMatchObject({
      kind: 'login',
      method: 'POST',
      path: '/api/session-memory/login',
      credential: null,
    });
    expect(client.credential).toMatchObject({ kind: 'session', header: 'cookie', refreshToken: null });
    // Once in 10^7 runs, none of them or all of them reach the issuer.
    const { exchanges } = await send(client.id, 40);
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
      username: 'vu-0001',
      code: null,
      detail: null,
    });
  });

  it('that honours Set-Cookie is logged out by its first miss', async () => {
    const { client } = await logIn('session-memory', { model: 'browser' });
    const { client: after, exchanges } = await send(client.id, 20);
    expect(after.credential).toBeNull();
    expect(exchanges.at(-1)).toMatchObject({ status: 401, code: 'missing-credential', credential: null });
  });

  it('with a refused log-in has no credential', async () => {
    const { status, body } = await room.ask<ClientAndExchange>('POST', 'clients', {
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
    const { status, body } = await room.ask<ClientAlone>('POST', `clients/${client.id}/copy`);
    expect(status).toBe(201);
    expect(body.client).toMatchObject({
      copyOf: client.id,
      credential: client.credential,
      username: 'vu-0001',
      loggedInAt: client.loggedInAt,
    });
    expect((await send(body.client.id, 3)).statuses).toEqual([200, 200, 200]);
    await room.ask('POST', `clients/${client.id}/logout`);
    expect((await send(body.client.id, 3)).statuses).toEqual([expected, expected, expected]);
  });

  it.each([
    ['jwt-own-keys', 1],
    ['session-sticky', 1],
    ['jwt-published-keys', 3],
  ])('of %s is accepted by %i instances', async (mode, accepting) => {
    const { client } = await logIn(mode);
    // A slow instance is skipped.
    await until(room.allAlive);
    const { body } = await room.ask<ClientAndExchanges>('POST', `clients/${client.id}/census`);
    expect(body.exchanges.map(({ servedBy }) => servedBy)).toEqual(['api-1', 'api-2', 'api-3']);
    const accepted = body.exchanges.filter(({ status }) => status === 200);
    expect(accepted).toHaveLength(accepting);
    expect(accepted.map(({ servedBy }) => servedBy)).toContain(client.issuedBy);
  });

  it('lists the log-ins of its user, ends one of them, and ends the others by an exclusive log-in', async () => {
    const username = 'vu-0002';
    const [first, second] = [
      (await logIn('session-redis', { username })).client,
      (await logIn('session-redis', { username })).client,
    ];
    const list = async (id: string) =>
      (await room.ask<ClientAndLogIns>('GET', `clients/${id}/sessions`)).body;
    const { exchange, logIns } = await list(second.id);
    expect(exchange).toMatchObject({
      ...{ kind: 'sessions', method: 'GET', path: '/api/session-redis/sessions', status: 200 },
    });
    expect(logIns?.map(({ current }) => current)).toEqual([false, true]);
    expect(logIns?.[0]).toMatchObject({ device: 'the page of the scale-out lab', issuedBy: first.issuedBy });

    const named = `clients/${second.id}/sessions/${logIns?.[0]?.id}`;
    const ended = await room.ask<ClientAndExchange>('DELETE', named);
    expect(ended.body.exchange).toMatchObject({ kind: 'end', method: 'DELETE', status: 204 });
    expect((await send(first.id, 1)).statuses).toEqual([401]);
    expect((await send(second.id, 1)).statuses).toEqual([200]);
    const again = await room.ask<ClientAndExchange>('DELETE', named);
    expect(again.body.exchange).toMatchObject({ status: 404, code: 'not-found' });

    const { client: third } = await logIn('session-redis', { username, exclusive: true });
    expect((await send(second.id, 1)).statuses).toEqual([401]);
    expect((await list(third.id)).logIns).toHaveLength(1);
  });

  it('of a mode without memory is refused the list, and an exclusive log-in', async () => {
    const { client } = await logIn('jwt-shared-key', { username: 'vu-0002' });
    const { body } = await room.ask<ClientAndLogIns>('GET', `clients/${client.id}/sessions`);
    expect([body.logIns, body.exchange.code]).toEqual([null, 'not-remembered']);
    const { status, body: refused } = await room.ask<ClientAndExchange>('POST', 'clients', {
      ...{ mode: 'jwt-shared-key', username: 'vu-0002', exclusive: true },
    });
    expect([status, refused.exchange.status, refused.exchange.code]).toEqual([201, 501, 'not-remembered']);
  });

  it('with a pasted credential sends exactly that', async () => {
    const { client: original } = await logIn('jwt-shared-key');
    const token = original.credential?.text ?? '';
    const forged = token.replace(/[^.]$/, (last) => (last === 'A' ? 'B' : 'A'));
    const statuses = async (credential: string) => {
      const pasted = await room.ask<ClientAlone>('POST', 'clients/pasted', {
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
    const copy = (await room.ask<ClientAlone>('POST', `clients/${client.id}/copy`)).body.client;
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
    const stolen = await room.ask<ClientAndExchange>('POST', `clients/${copy.id}/refresh`);
    expect(stolen.body.exchange).toMatchObject({ status: 401, code: 'reused-token' });
    const owner = await room.ask<ClientAndExchange>('POST', `clients/${client.id}/refresh`);
    expect(owner.body.exchange.status).toBe(401);
  });

  it('without a refresh token cannot renew, and a removed one is not found', async () => {
    const { client } = await logIn('jwt-shared-key');
    const refused = await room.ask<ProblemView>('POST', `clients/${client.id}/refresh`);
    expect(refused.body).toMatchObject({ status: 409, code: 'no-refresh-token' });
    expect((await room.ask('DELETE', `clients/${client.id}`)).status).toBe(204);
    expect((await room.ask('DELETE', `clients/${client.id}`)).status).toBe(404);
  });
});
