import type { Incident, LabEvents, LabState } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { createStream, type Reader } from './stream.js';

const can = { scale: false, breakRedis: false, persistRedis: false };
const state: LabState = { at: '', instances: [], redis: null, busy: null, can };
const snapshot = (): LabEvents['snapshot'] => ({ state, run: null, incidents: [] });
const incident = (id: number): Incident => ({
  ...{ id, at: '', what: 'crash', instance: 'api-1', isAsked: true },
});

function createReader(waiting = 0) {
  const reader = {
    text: '',
    isEnded: false,
    write(text: string) {
      reader.text += text;
      return waiting;
    },
    end() {
      reader.isEnded = true;
    },
    /** `snapshot`, or the ID of an incident. */
    seen: () => [...reader.text.matchAll(/event: (\w+)\ndata: (.*)\n/g)].map(readEvent),
    lastId: () => [...reader.text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1],
  };
  return reader satisfies Reader;
}

function readEvent([, name, data]: RegExpMatchArray) {
  return name === 'incident' ? JSON.parse(data ?? '').id : name;
}

it('begins with a snapshot, from which it goes on after an interruption', () => {
  const stream = createStream('boot');
  stream.note('incident', incident(1));
  const first = createReader();
  const leave = stream.open(first, undefined, snapshot);
  expect(first.text).toContain('retry: 1000\n\n');
  expect(first.lastId()).toBe('boot-1');
  stream.note('incident', incident(2));
  stream.tell('state', state);
  leave();
  stream.note('incident', incident(3));
  stream.note('incident', incident(4));
  expect(first.seen()).toEqual(['snapshot', 2, 'state']);

  const second = createReader();
  stream.open(second, first.lastId(), snapshot);
  stream.note('incident', incident(5));
  expect(second.seen()).toEqual([3, 4, 5]);
  expect(second.lastId()).toBe('boot-5');
});

it.each(['other-1', 'boot-7', 'boot-', 'boot', '', 'boot-1e0', '-1'])(
  'with the ID "%s", which it does not know, begins anew',
  (id) => {
    const stream = createStream('boot');
    stream.note('incident', incident(1));
    const reader = createReader();
    stream.open(reader, id, snapshot);
    expect(reader.seen()).toEqual(['snapshot']);
  },
);

it('gives a snapshot where more was missed than is kept', () => {
  const stream = createStream('boot');
  for (let id = 1; id <= 5001; id += 1) stream.note('incident', incident(id));
  const [late, later] = [createReader(), createReader()];
  stream.open(late, 'boot-1', snapshot);
  stream.open(later, 'boot-0', snapshot);
  expect(late.seen()).toHaveLength(5000);
  expect(later.seen()).toEqual(['snapshot']);
});

it('cuts off who does not read, and ends with the control room', () => {
  const stream = createStream('boot');
  const [slow, quick] = [createReader(5 * 1024 * 1024), createReader()];
  stream.open(slow, undefined, snapshot);
  stream.open(quick, undefined, snapshot);
  expect([slow.isEnded, quick.isEnded, stream.listeners()]).toEqual([true, false, 1]);
  stream.close();
  expect([quick.isEnded, stream.listeners()]).toEqual([true, 0]);
});
