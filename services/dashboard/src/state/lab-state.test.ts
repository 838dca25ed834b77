import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connection, openStream } from './lab-state.js';

/** A stream that a test opens and feeds with events. */
class FakeStream extends EventTarget {
  static readonly CLOSED = 2;
  static all: FakeStream[] = [];
  readyState = 0;
  onopen = () => {};
  onerror = () => {};
  constructor(readonly url: string) {
    super();
    FakeStream.all.push(this);
  }
  close(): void {
    this.readyState = FakeStream.CLOSED;
  }
  say(id: string): void {
    const data = JSON.stringify({ load: null });
    this.dispatchEvent(Object.assign(new Event('load'), { data, lastEventId: id }));
  }
}

beforeEach(() => {
  FakeStream.all = [];
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', FakeStream);
  openStream();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  connection.value = 'connecting';
});

it('a stream that is open and silent is lost, and resumed after its last event', () => {
  const [first] = FakeStream.all;
  first?.onopen();
  for (let second = 0; second < 60; second += 1) {
    vi.advanceTimersByTime(1000);
    first?.say(`boot-${second}`);
  }
  expect(connection.value).toBe('open');
  vi.advanceTimersByTime(10_000);
  expect(connection.value).toBe('lost');
  expect(first?.readyState).toBe(FakeStream.CLOSED);
  expect(FakeStream.all.map(({ url }) => new URLSearchParams(url.split('?')[1]).get('lastEventId'))).toEqual([
    null,
    'boot-59',
  ]);
  FakeStream.all[1]?.onopen();
  expect(connection.value).toBe('open');
});

it('a stream that is being opened may take its time', () => {
  vi.advanceTimersByTime(60_000);
  expect(FakeStream.all).toHaveLength(1);
});
