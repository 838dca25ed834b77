// The effect of a restored backup on each mode, as it is and with a new epoch, by hand.
import { expect, it } from 'vitest';
import { modeNamed } from '../index.js';
import { predictGoneByRestore, predictLoggedOutByRestore, predictLostByRestore } from './restore.js';

it.each<readonly [string, readonly number[], readonly number[]]>([
  ['session-redis', [0, 12], [7, 7]],
  ['session-redis-cached', [0, 12], [7, 7]],
  ['session-redis-own-keys', [0, 12], [7, 7]],
  ['oidc-redis', [0, 12], [7, 7]],
  ['jwt-denylist', [0, 12], [0, 7]],
  ['jwt-refresh', [12, 12], [7, 7]],
  ['session-memory', [0, 0], [0, 0]],
  ['jwt-denylist-memory', [0, 0], [0, 0]],
  ['jwt-shared-key', [0, 0], [0, 0]],
])(
  '%s: of 12 users %j are logged out, and of 7 log-ins since the backup %j are gone, without and with an epoch',
  (name, loggedOut, gone) => {
    const both = (predict: (hasNewEpoch: boolean) => { predicted: readonly [number, number] }) =>
      [false, true].map((hasNewEpoch) => {
        const [low, high] = predict(hasNewEpoch).predicted;
        expect(low).toBe(high);
        return low;
      });
    expect(both((has) => predictLoggedOutByRestore(modeNamed(name), 12, has))).toEqual(loggedOut);
    expect(both((has) => predictGoneByRestore(modeNamed(name), 7, has))).toEqual(gone);
  },
);

it.each([
  ['session-redis', [0, 5]],
  ['session-memory', [0, 0]],
])('%s: of 5 requests in flight %j are lost', (name, lost) => {
  expect(predictLostByRestore(modeNamed(name), 5).predicted).toEqual(lost);
});
