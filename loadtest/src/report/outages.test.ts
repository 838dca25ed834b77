import { expect, it } from 'vitest';
import { findOutages } from './outages.js';

it('an outage lasts from the event that takes a part down to the one that brings the same part back', () => {
  const events = [
    { atSeconds: 1, what: 'api-1 draining' },
    { atSeconds: 2, what: 'api-2 draining' },
    { atSeconds: 3, what: 'api-1 back' },
    { atSeconds: 4, what: 'api-2 back' },
    { atSeconds: 5, what: 'Redis killed, with an append-only file' },
    { atSeconds: 6.5, what: 'Redis back' },
    { atSeconds: 7, what: 'Redis stalled' },
    { atSeconds: 8, what: 'hard cut' },
    { atSeconds: 9, what: 'primary cut off, guarded' },
    { atSeconds: 10, what: 'new primary' },
    { atSeconds: 11, what: 'lab-2 cut off' },
    { atSeconds: 12, what: 'lab-2 back' },
    { atSeconds: 13, what: 'lab-2 crashed' },
    { atSeconds: 14, what: 'instances moved' },
  ];
  expect(findOutages(events)).toEqual([
    { from: 1, to: 3 },
    { from: 2, to: 4 },
    { from: 5, to: 6.5 },
    { from: 7, to: undefined },
    { from: 9, to: 10 },
    { from: 11, to: 12 },
    { from: 13, to: undefined },
  ]);
});
