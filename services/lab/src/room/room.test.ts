import type { Exchange, RoomView } from '@scale-out-lab/core/wire';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRoom, visitorLimit } from './room.js';

const rooms: { close(): void }[] = [];
beforeAll(() => void vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] }));
afterAll(() => void vi.useRealTimers());
afterEach(() => {
  for (const room of rooms.splice(0)) room.close();
});

function openRoom() {
  const published: [string, unknown][] = [];
  const stream = { publish: (name: string, data: unknown) => void published.push([name, data]) };
  const room = createRoom({ urls: ['http://10.9.8.7:8080'] }, stream);
  rooms.push(room);
  const take = () => {
    vi.advanceTimersByTime(250);
    return published.splice(0);
  };
  return { room, take };
}

const client = { id: 'secret-client', mode: 'session-memory', model: 'browser' } as const;

const exchange = (status: number | null, kind: Exchange['kind'] = 'me'): Exchange => ({
  ...{ id: 1, kind, clientId: 'secret-client', mode: 'session-memory', method: 'GET', path: '/' },
  ...{ sentAt: '', durationMs: 1, credential: null, status, servedBy: 'api-1', issuedBy: 'api-2' },
  ...{ isRetried: false, code: null, detail: null, username: 'alice', verifyMs: null, storeMs: null },
});

it('a browser that listens is a visitor, and the same one in its next stream', () => {
  const { room } = openRoom();
  const { visitor } = room.enter(undefined, 'en');
  expect(room.enter(visitor.secret, 'en').visitor).toBe(visitor);
  expect(room.enter('unknown-secret-of-a-room', 'en').visitor).not.toBe(visitor);
  expect(room.view().visitors).toHaveLength(2);
  expect(JSON.stringify(room.view())).not.toContain(visitor.secret);
});

it('a visitor leaves 10 s after its last stream has ended, and not in a reload', () => {
  const { room } = openRoom();
  const { visitor, leave } = room.enter(undefined, 'en');
  leave();
  vi.advanceTimersByTime(9000);
  const again = room.enter(visitor.secret, 'en');
  vi.advanceTimersByTime(20_000);
  expect(room.view().visitors).toHaveLength(1);
  again.leave();
  vi.advanceTimersByTime(10_500);
  expect(room.view().visitors).toEqual([]);
});

describe('limits', () => {
  it('the room has a limit, and has a place again when a visitor has left', () => {
    const { room } = openRoom();
    const [first] = Array.from({ length: visitorLimit }, () => room.enter(undefined, 'en'));
    expect(() => room.enter(undefined, 'en')).toThrow(expect.objectContaining({ code: 'room-full' }));
    const names = room.view().visitors.map(({ name }) => name);
    expect(new Set(names).size).toBe(visitorLimit);
    first?.leave();
    vi.advanceTimersByTime(10_500);
    expect(room.enter(undefined, 'en').visitor.streams).toBe(1);
  });

  it('a full room gives the place of a visitor that has left to the next one', () => {
    const { room } = openRoom();
    const first = room.enter(undefined, 'en');
    for (let n = 0; n < 3 * visitorLimit; n += 1) room.enter(undefined, 'en').leave();
    expect(room.enter(undefined, 'en').visitor.streams).toBe(1);
    expect(room.find(first.visitor.secret)).toBe(first.visitor);
    expect(room.view().visitors).toHaveLength(visitorLimit);
  });

  it('one browser listens at most four times', () => {
    const { room } = openRoom();
    const { visitor } = room.enter(undefined, 'en');
    for (let n = 2; n <= 4; n += 1) room.enter(visitor.secret, 'en');
    expect(() => room.enter(visitor.secret, 'en')).toThrow(
      expect.objectContaining({ code: 'too-many-streams' }),
    );
  });

  it('visitors have a pace each, and clients without a stream one for each address', () => {
    const { room } = openRoom();
    const { visitor } = room.enter(undefined, 'en');
    const of = (secret: string | undefined, address: string) => room.senderOf(secret, address).pace;
    expect(of(visitor.secret, '10.0.0.1')).toBe(visitor.pace);
    expect(of(undefined, '10.0.0.1')).toBe(of(undefined, '10.0.0.1'));
    expect(of(undefined, '10.0.0.1')).not.toBe(of(undefined, '10.0.0.2'));
  });
});

describe('requests', () => {
  it('count for their visitor and the room; log-ins do not count, and every screen gets both', () => {
    const { room, take } = openRoom();
    const { visitor } = room.enter(undefined, 'en');
    const answers = [exchange(200, 'login'), exchange(200), exchange(401), exchange(null)];
    room.note(visitor.secret, client, answers, 3);
    room.note(undefined, { ...client, id: 'other' }, [exchange(401)], 3);
    expect(visitor).toMatchObject({ sent: 3, lost: 2 });
    expect(room.view()).toMatchObject({ sent: 4, lost: 3 });
    const [[guests, data] = [], [name] = []] = take();
    expect([guests, name]).toEqual(['guests', 'room']);
    expect(data).toMatchObject({
      seen: 5,
      requests: [{ visitor: visitor.id, kind: 'login' }, {}, {}, {}, {}],
    });
    expect(JSON.stringify(data)).not.toMatch(/secret-client|alice/);
    expect(take()).toEqual([]);
  });

  it('of 1,000 in a quarter of a second, 24 are published', () => {
    const { room, take } = openRoom();
    room.note(
      undefined,
      client,
      Array.from({ length: 1000 }, () => exchange(200)),
      3,
    );
    const [[, data] = []] = take();
    expect((data as { requests: object[] }).requests).toHaveLength(24);
    expect(data).toMatchObject({ seen: 1000 });
  });

  it('are predicted for their visitor and the room, by the number of requests since the log-in', () => {
    const { room } = openRoom();
    const { visitor } = room.enter(undefined, 'en');
    // A browser has its cookie at the n-th request only if it has never missed: 1/3ⁿ.
    room.note(visitor.secret, client, [exchange(200), exchange(401)], 3);
    expect(visitor.predicted).toBeCloseTo(2 / 3 + 8 / 9, 12);
    room.note(visitor.secret, client, [exchange(200, 'login'), exchange(200)], 3);
    expect(visitor.predicted).toBeCloseTo(2 / 3 + 8 / 9 + 2 / 3, 12);
    room.note(undefined, { ...client, id: 'other', mode: 'session-redis' }, [exchange(200)], 3);
    expect(room.view().predicted).toBe(visitor.predicted);
  });

  it('have no prediction once the number of instances was not known, until a reset', () => {
    const { room } = openRoom();
    const { visitor } = room.enter(undefined, 'en');
    room.note(visitor.secret, client, [exchange(401)], 0);
    room.note(visitor.secret, client, [exchange(401)], 3);
    expect([visitor.predicted, room.view().predicted]).toEqual([null, null]);
    room.resetCounts();
    expect([visitor.predicted, room.view().predicted]).toEqual([0, 0]);
  });

  it('start at zero after a reset', () => {
    const { room, take } = openRoom();
    const { visitor } = room.enter(undefined, 'en');
    room.note(visitor.secret, client, [exchange(401)], 3);
    take();
    room.resetCounts();
    const [[, view] = []] = take();
    expect(view as RoomView).toMatchObject({ sent: 0, lost: 0, visitors: [{ sent: 0, lost: 0 }] });
  });
});

it('a name in use is refused in any spelling, but not to the visitor that has it', () => {
  const { room } = openRoom();
  const [one, other] = [room.enter(undefined, 'en').visitor, room.enter(undefined, 'ko').visitor];
  room.rename(one, 'Min-ji');
  room.rename(one, 'MIN-JI');
  expect(one.name).toBe('MIN-JI');
  expect(() => room.rename(other, 'min-ji ')).toThrow(expect.objectContaining({ code: 'name-taken' }));
  expect(() => room.rename(other, '\u202e')).toThrow(expect.objectContaining({ code: 'invalid-request' }));
});
