import { catalogue, modeNamed } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { describe, expect, it } from 'vitest';
import { agrees, isRefusedByAll, measureCopy, predictCopy } from './copy-life.js';

const loggedOutAt = '2026-01-01T00:00:00.000Z';

/** A replay some seconds after the log-out. */
function replay(second: number, answers: Readonly<Record<string, number | null>>): readonly Exchange[] {
  const sentAt = new Date(Date.parse(loggedOutAt) + second * 1000).toISOString();
  return Object.entries(answers).map(([servedBy, status], id) => ({
    ...{ id, kind: 'me', clientId: 'client-2', mode: 'jwt-shared-key', method: 'GET' as const },
    ...{ path: '/api/jwt-shared-key/me', sentAt, durationMs: 2, credential: null },
    ...{ status, servedBy, issuedBy: 'api-1', isRetried: false, code: null, detail: null },
    ...{ username: null, verifyMs: null, storeMs: null, kind: 'me' as const },
  }));
}

const all = (status: number) => ({ 'api-1': status, 'api-2': status, 'api-3': status });

describe('a copy', () => {
  it('is measured from the log-out to its last acceptance', () => {
    const replays = [
      replay(-1, all(200)),
      replay(1, all(200)),
      replay(14.2, all(200)),
      replay(15.2, all(401)),
    ];
    expect(measureCopy(replays, loggedOutAt)).toEqual({
      acceptedBy: ['api-1', 'api-2', 'api-3'],
      workedSeconds: 14.2,
      refusedSeconds: 15.2,
      isDead: true,
    });
  });

  it('worked for 0 s if it was accepted only before the log-out', () => {
    const measured = measureCopy([replay(-2, all(200)), replay(0.5, all(401))], loggedOutAt);
    expect(measured).toEqual({ acceptedBy: [], workedSeconds: 0, refusedSeconds: 0.5, isDead: true });
  });

  it('worked for 0 s if it was accepted in the millisecond of the log-out', () => {
    const measured = measureCopy([replay(0.001, all(200)), replay(1, all(401))], loggedOutAt);
    expect(measured).toEqual({ acceptedBy: [], workedSeconds: 0, refusedSeconds: 1, isDead: true });
    expect(measureCopy([replay(0.002, all(200))], loggedOutAt).acceptedBy).toHaveLength(3);
  });

  it('works as long as one instance accepts it', () => {
    const measured = measureCopy([replay(1, { ...all(401), 'api-2': 200 })], loggedOutAt);
    expect(measured).toMatchObject({ acceptedBy: ['api-2'], isDead: false });
  });

  it('does not count as refused without an answer', () => {
    expect(isRefusedByAll(replay(1, { ...all(401), 'api-1': 503 }))).toBe(false);
    expect(isRefusedByAll(replay(1, { ...all(401), 'api-1': null }))).toBe(false);
    expect(isRefusedByAll([])).toBe(false);
  });
});

describe('the prediction for a copy', () => {
  it('is its reach until the expiry', () => {
    expect(predictCopy(modeNamed('jwt-shared-key'), { instances: 3, secondsLeft: 14 })).toEqual({
      reach: 3,
      seconds: [12.5, 14],
    });
    expect(predictCopy(modeNamed('jwt-denylist-memory'), { instances: 3, secondsLeft: 14 }).reach).toBe(2);
    expect(predictCopy(modeNamed('jwt-own-keys'), { instances: 3, secondsLeft: 14 }).reach).toBe(1);
    expect(predictCopy(modeNamed('jwt-denylist'), { instances: 3, secondsLeft: 14 })).toEqual({
      reach: 0,
      seconds: [0, 0],
    });
  });

  it('is its lifetime on the issuer if another instance refused the log-out', () => {
    const missed = { instances: 3, secondsLeft: 14, isMissed: true };
    for (const name of ['session-memory', 'session-redis-own-keys', 'jwt-own-keys'])
      expect(predictCopy(modeNamed(name), missed), name).toEqual({ reach: 1, seconds: [12.5, 14] });
    expect(predictCopy(modeNamed('session-memory'), { ...missed, isMissed: false }).reach).toBe(0);
  });

  it('is 0 s if it had expired before the log-out', () => {
    for (const each of catalogue) {
      expect(predictCopy(each, { instances: 3, secondsLeft: -1 })).toEqual({ reach: 0, seconds: [0, 0] });
    }
  });

  it('is compared by reach and by time', () => {
    const prediction = predictCopy(modeNamed('jwt-shared-key'), { instances: 3, secondsLeft: 14 });
    const acceptedBy = ['api-1', 'api-2', 'api-3'];
    const measured = { acceptedBy, workedSeconds: 13.4, refusedSeconds: 14.4, isDead: true };
    expect(agrees(measured, prediction)).toBe(true);
    expect(agrees({ ...measured, workedSeconds: 2, refusedSeconds: 3 }, prediction)).toBe(false);
    // On a busy machine it is tried seldom, and may have worked until its expiry.
    expect(agrees({ ...measured, workedSeconds: 11 }, prediction)).toBe(true);
    expect(agrees({ ...measured, workedSeconds: 14.1 }, prediction)).toBe(false);
    expect(agrees({ ...measured, acceptedBy: ['api-1'] }, prediction)).toBe(false);
  });
});
