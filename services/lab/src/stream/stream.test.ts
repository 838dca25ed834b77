import type { Incident, LabEvents, LabState } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { createRing, createStream, type Subscriber } from './stream.js';

const can = { scale: false, breakRedis: false, persistRedis: false, hold: false };
const state: LabState = { at: '', instances: [], redis: null, busy: null, can };
const snapshot = (): LabEvents['snapshot'] => ({ state, run: null, load: null, incidents: [], room: null });
const incident = (id: number): Incident => ({
  id,
  at: '',
  what: 'crash',
  instance: 'api-1',
  isAsked: true,
  ms: 0,
});

function createSubscriber(waiting = 0) {
  const subscriber = {
    text: '',
    isEnded: false,
    write(text: string) {
      subscriber.text += text;
      return waiting;
    },
    end() {
      subscriber.isEnded = true;
    },
    /** `snapshot`, or the ID of an incident. */
    seen: () => [...subscriber.text.matchAll(/event: (\w+)\ndata: (.*)\n/g)].map(readEvent),
    lastId: () => [...subscriber.text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1],
  };
  return subscriber satisfies Subscriber;
}

function readEvent([, name, data]: RegExpMatchArray) {
  return name === 'incident' ? JSON.parse(data ?? '').id : name;
}

it('a stream begins with a snapshot, and resumes after an interruption', () => {
  const stream = createStream('boot');
  stream.publishDurable('incident', incident(1));
  const first = createSubscriber();
  const unsubscribe = stream.subscribe(first, undefined, snapshot);
  expect(first.text).toContain('retry: 1000\n\n');
  expect(first.lastId()).toBe('boot-1');
  stream.publishDurable('incident', incident(2));
  stream.publish('state', state);
  unsubscribe();
  stream.publishDurable('incident', incident(3));
  stream.publishDurable('incident', incident(4));
  expect(first.seen()).toEqual(['snapshot', 2, 'state']);

  const second = createSubscriber();
  stream.subscribe(second, first.lastId(), snapshot);
  stream.publishDurable('incident', incident(5));
  expect(second.seen()).toEqual([3, 4, 'load', 5]);
  expect(second.lastId()).toBe('boot-5');
});

it('a page that resumes gets the load and the room as they are now', () => {
  const stream = createStream('boot');
  const subscriber = createSubscriber();
  const counts = { sent: 0, lost: 0, predicted: null };
  const room: LabEvents['room'] = { urls: [], isForEveryone: true, visitors: [], ...counts };
  stream.subscribe(subscriber, 'boot-0', () => ({ ...snapshot(), room }));
  expect(subscriber.text).toContain('event: load\ndata: {"load":null}\n\n');
  expect(subscriber.text).toContain(`event: room\ndata: ${JSON.stringify(room)}\n\n`);
});

it.each(['other-1', 'boot-7', 'boot-', 'boot', '', 'boot-1e0', '-1'])(
  'an unknown ID, "%s", gets a snapshot',
  (id) => {
    const stream = createStream('boot');
    stream.publishDurable('incident', incident(1));
    const subscriber = createSubscriber();
    stream.subscribe(subscriber, id, snapshot);
    expect(subscriber.seen()).toEqual(['snapshot']);
  },
);

it('a page that missed more events than are kept gets a snapshot', () => {
  const stream = createStream('boot');
  for (let id = 1; id <= 5001; id += 1) stream.publishDurable('incident', incident(id));
  const [late, later] = [createSubscriber(), createSubscriber()];
  stream.subscribe(late, 'boot-1', snapshot);
  stream.subscribe(later, 'boot-0', snapshot);
  expect(late.seen()).toHaveLength(5001);
  expect(late.seen().at(-1)).toBe('load');
  expect(later.seen()).toEqual(['snapshot']);
});

it('a page that does not read is disconnected, the others with the control room', () => {
  const stream = createStream('boot');
  const [slow, quick] = [createSubscriber(5 * 1024 * 1024), createSubscriber()];
  stream.subscribe(slow, undefined, snapshot);
  stream.subscribe(quick, undefined, snapshot);
  expect([slow.isEnded, quick.isEnded, stream.subscribers()]).toEqual([true, false, 1]);
  stream.disconnectAll();
  expect([quick.isEnded, stream.subscribers()]).toEqual([true, 0]);
});

it('a ring returns the items after a number, in order', () => {
  const ring = createRing<string>(5);
  expect(ring.last()).toBe(0);
  expect(ring.after(0)).toEqual([]);
  expect([ring.add('a'), ring.add('b'), ring.add('c')]).toEqual([1, 2, 3]);
  expect(ring.after(1)).toEqual([
    { sequence: 2, item: 'b' },
    { sequence: 3, item: 'c' },
  ]);
  expect(ring.after(3)).toEqual([]);
});

it('a ring returns nothing if an item is no longer kept, or never existed', () => {
  const ring = createRing<number>(3);
  for (let n = 1; n <= 10; n += 1) ring.add(n);
  expect(ring.after(7)?.map(({ item }) => item)).toEqual([8, 9, 10]);
  expect(ring.after(6)).toBeUndefined();
  expect(ring.after(11)).toBeUndefined();
  expect(ring.after(-1)).toBeUndefined();
  expect(ring.after(1.5)).toBeUndefined();
  expect(ring.after(Number.NaN)).toBeUndefined();
});
