import type { Incident } from '@scale-out-lab/core/wire';
import { describe, expect, it } from 'vitest';
import { barsOf, marksOf, stepsOf } from './timeline.js';

const nowMs = Date.parse('2026-01-01T00:01:00Z');
const at = (second: number) => new Date(nowMs - 60_000 + second * 1000).toISOString();

function happened(id: number, second: number, what: Incident['what'], part: object = {}): Incident {
  return { id, at: at(second), what, instance: null, isAsked: true, ...part } as Incident;
}

describe('the timeline', () => {
  it('marks an incident on the line of its instance, from 0 a minute ago to 1 now', () => {
    const marks = marksOf(
      [
        happened(1, -1, 'keys'),
        happened(2, 0, 'crash', { instance: 'api-1' }),
        happened(3, 30, 'redis-crash'),
        happened(4, 60, 'restart-begins'),
      ],
      nowMs,
    );
    expect(marks.map(({ line, at: where }) => [line, where])).toEqual([
      ['api-1', 0],
      ['redis', 0.5],
      ['all', 1],
    ]);
  });

  it('draws the mark of an action of a visitor over the mark of a detected change', () => {
    const part = { instance: 'api-1' };
    const marks = marksOf(
      [happened(1, 30, 'crash', part), happened(2, 31, 'died', { ...part, isAsked: false })],
      nowMs,
    );
    expect(marks.map(({ incident }) => incident.what)).toEqual(['died', 'crash']);
  });

  it('draws a bar from the crash of an instance to its return', () => {
    const incidents = [
      happened(1, 15, 'died', { instance: 'api-1' }),
      happened(2, 20, 'back', { instance: 'api-2' }),
      happened(3, 30, 'back', { instance: 'api-1' }),
    ];
    expect(barsOf(incidents, nowMs)).toEqual([{ line: 'api-1', kind: 'gone', from: 0.25, to: 0.5 }]);
  });

  it('draws an unfinished bar until now, and an older one from the edge', () => {
    expect(barsOf([happened(1, -30, 'redis-died')], nowMs)).toEqual([
      { line: 'redis', kind: 'gone', from: 0, to: 1 },
    ]);
  });

  it('draws a stall for its requested time', () => {
    const stall = happened(1, 30, 'stall', { instance: 'api-1', ms: 3000 });
    expect(barsOf([stall], nowMs)).toEqual([{ line: 'api-1', kind: 'stalled', from: 0.5, to: 0.55 }]);
  });

  it('draws one bar for a crash that lasts until it is started, and one for a stall', () => {
    const part = { instance: 'api-1' };
    const down = [
      happened(1, 15, 'crash', { ...part, ms: null }),
      happened(2, 16, 'died', part),
      happened(3, 29, 'start', part),
      happened(4, 30, 'back', part),
      happened(5, 36, 'stall', { ...part, ms: null }),
      happened(6, 38, 'died', part),
      happened(7, 45, 'start', part),
      happened(8, 46, 'back', part),
    ];
    expect(barsOf(down, nowMs)).toEqual([
      { line: 'api-1', kind: 'gone', from: 0.25, to: 0.5 },
      { line: 'api-1', kind: 'stalled', from: 0.6, to: 0.75 },
    ]);
  });

  it('leaves out bars that ended before the window', () => {
    expect(barsOf([happened(1, -9, 'died'), happened(2, -5, 'back')], nowMs)).toEqual([]);
  });

  it('keeps a count until the next check, and the last one until now', () => {
    const samples = [
      { atMs: nowMs - 90_000, loggedIn: 12 },
      { atMs: nowMs - 70_000, loggedIn: 11 },
      { atMs: nowMs - 30_000, loggedIn: 8 },
    ];
    expect(stepsOf(samples, nowMs)).toEqual([
      { at: 0, loggedIn: 11 },
      { at: 0.5, loggedIn: 11 },
      { at: 0.5, loggedIn: 8 },
      { at: 1, loggedIn: 8 },
    ]);
    expect(stepsOf([], nowMs)).toEqual([]);
  });
});
