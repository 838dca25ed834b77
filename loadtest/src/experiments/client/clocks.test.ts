// Clocks that are read across processes: each worst case by hand, in which an instance that is right must not look wrong.
import { describe, expect, it } from 'vitest';
import { measureEnd } from '../scored/expiry.js';
import { readClocks } from './clocks.js';
import type { Reply } from './cluster-client.js';
import type { LogIn } from './log-in.js';
import type { Replay } from './scored-trial.js';

/** `Date` shows this when `performance.now()` shows 0; a reading cuts off the fraction. */
const epoch = 1_800_000_000_000;

const reply = (instance: string, sentAt: number, answeredAt: number, body: object = {}): Reply => ({
  ...{ instance, sentAt, answeredAt },
  answer: { status: 200, headers: {}, body: JSON.stringify(body) },
});

/** Instances that read their clocks that many milliseconds after the epoch, cut off as `Date` does. */
function clocksOf(
  ...read: readonly (readonly [instance: string, sentAt: number, answeredAt: number, date: number])[]
) {
  const replies = read.map(([instance, sentAt, answeredAt, date]) =>
    reply(instance, sentAt, answeredAt, { now: new Date(epoch + Math.floor(date)).toISOString() }),
  );
  return readClocks({ checkOnEveryInstance: async () => replies });
}

const session = (sentAt: number, answeredAt: number, expiresIn: number): LogIn => ({
  ...{ username: 'vu-0001', issuer: 'a', refreshToken: undefined, expiresIn },
  ...{ credential: { cookie: 'sid-session-memory=x' }, reply: reply('a', sentAt, answeredAt) },
});

const token = (exp: number, expiresIn: number): LogIn => {
  const payload = Buffer.from(JSON.stringify({ exp })).toString('base64url');
  return { ...session(0, 1, expiresIn), credential: { authorization: `Bearer e30.${payload}.s` } };
};

const shown = (sentAt: number, answeredAt: number, isAccepted: boolean): Replay => ({
  ...reply('a', sentAt, answeredAt),
  ...{ isAccepted, phase: 'around' },
});

describe('a session that lives for two seconds', () => {
  it('a session may be refused a millisecond sooner: the clock that noted its beginning cuts that off', async () => {
    // Noted at 1000.05 by a clock that is at ….95 and shows ….0: it expires at 2999.1, before 1000 + 2000.
    // A clock that gains 1 ms in each second gets there at 2997.1.
    const logIn = session(1000, 1001, 2);
    const end = measureEnd('a', [shown(2996.9, 2997.2, false)], await clocksOf(['a', 0, 1, 0.5]), logIn);
    expect(end.earlyMs).toBe(0);
  });

  it('a session may be accepted a millisecond longer: the clock by which it ends cuts that off', async () => {
    // Noted at 1000.95 by a clock that stands at a whole millisecond, and checked when that shows one less: 3001.94.
    // A clock that loses 1 ms in each second shows this until 3003.94.
    const logIn = session(1000, 1001, 2);
    const end = measureEnd('a', [shown(3003.9, 3004, true)], await clocksOf(['a', 0, 1, 0.5]), logIn);
    expect(end.overstayMs).toBe(0);
  });

  it('a session is refused too soon, or accepted for too long, when no reading accounts for it', async () => {
    const logIn = session(1000, 1001, 2);
    const clocks = await clocksOf(['a', 0, 1, 0.5]);
    // By hand: 1000 + 2000 − 1 − 2 of drift = 2997, and 1001 + 2000 + 1 + 2 = 3004.
    expect(measureEnd('a', [shown(2990, 2991, false)], clocks, logIn).earlyMs).toBeCloseTo(6, 9);
    expect(measureEnd('a', [shown(3010, 3011, true)], clocks, logIn).overstayMs).toBeCloseTo(6, 9);
  });
});

describe('the first refusal', () => {
  const logIn = session(1000, 1001, 2);
  const after = 3004;

  it('the first refusal is not late just because no request was sent before', async () => {
    const clocks = await clocksOf(['a', 0, 1, 0.5]);
    const end = measureEnd(
      'a',
      [shown(2900, 2901, true), shown(after + 1600, after + 1602, false)],
      clocks,
      logIn,
    );
    expect(end.firstRefusalMs).toBeCloseTo(2, 9);
  });

  it('the first refusal is not late when its answer is, and it was sent before the expiry', async () => {
    const clocks = await clocksOf(['a', 0, 1, 0.5]);
    const answeredLate = [shown(2900, 2901, true), shown(after - 10, after + 3000, false)];
    expect(measureEnd('a', answeredLate, clocks, logIn).firstRefusalMs).toBe(0);
  });

  it('the first refusal is late when the credential was accepted meanwhile, or is never refused', async () => {
    const clocks = await clocksOf(['a', 0, 1, 0.5]);
    const late = [shown(after + 100, after + 101, true), shown(after + 1600, after + 1602, false)];
    expect(measureEnd('a', late, clocks, logIn).firstRefusalMs).toBeCloseTo(1502, 9);
    expect(measureEnd('a', late.slice(0, 1), clocks, logIn).firstRefusalMs).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a token that expires two seconds after the epoch', () => {
  const logIn = token(epoch / 1000 + 2, 2);

  it.each([
    // The clock was read when the request had just been sent, or when it was about to be answered.
    ['as early as can be', 0.99, 10],
    ['as late as can be', 0, 0],
  ])('a token expires within the bounds if its clock was read %s', async (_when, cutOff, readAt) => {
    const clocks = await clocksOf(['a', 0, 10, 0]);
    // The true time was `cutOff` later than the reading, at `readAt`: it reaches 2000 that much sooner.
    const expiry = 2000 - cutOff + readAt;
    const { earliest, latest } = clocks.expiryOn('a', logIn);
    expect(expiry).toBeGreaterThanOrEqual(earliest);
    expect(expiry).toBeLessThanOrEqual(latest);
    // By hand: 1 ms of resolution, 10 ms of round trip, and 1 ms per second of drift on either side.
    expect(latest - earliest).toBeCloseTo(11 + 2 * 1.99, 1);
  });

  it('a token of an instance that does not state the time may expire up to a second sooner', async () => {
    const clocks = await readClocks({ checkOnEveryInstance: async () => [reply('a', 0, 1)] });
    const { earliest, latest } = clocks.expiryOn('a', logIn);
    expect(earliest).toBeLessThanOrEqual(1000);
    expect(latest).toBeGreaterThanOrEqual(2001);
    expect(latest).toBeLessThan(2010);
  });
});

describe('how far clocks are apart', () => {
  it('the spread of clocks is no more precise than their reading: the same time read twice may look like 11 ms', async () => {
    const { spreadSeconds } = await clocksOf(['a', 0, 10, 0], ['b', 20, 30, 20.99]);
    expect(spreadSeconds.least).toBe(0);
    expect(spreadSeconds.most).toBeCloseTo(0.011, 9);
  });

  it('the spread of clocks is at least the part that no reading explains', async () => {
    const { spreadSeconds } = await clocksOf(['a', 0, 10, 5], ['b', 0, 10, 3005]);
    expect(spreadSeconds.least).toBeCloseTo(2.989, 9);
    expect(spreadSeconds.most).toBeCloseTo(3.011, 9);
  });
});
