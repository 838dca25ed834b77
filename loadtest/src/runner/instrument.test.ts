// The instrument itself under test: the real load test against servers with known behaviour and their own counts.
import { type Client, clients, defaultSettings, engineNames, modeNamed } from '@scale-out-lab/core';
import { afterAll, describe, expect, it } from 'vitest';
import { discoverInstances } from '../http/discover.js';
import { expectNear } from '../testing/expect-near.js';
import { type LabOptions, type LabServer, runTrial, startLabServer } from '../testing/lab-server.js';

const never = new AbortController().signal;

const servers: LabServer[] = [];
afterAll(() => Promise.all(servers.splice(0).map((server) => server.close())));

function measureWith(engine: (typeof engineNames)[number]) {
  return async (
    options: LabOptions,
    trial: { mode: string; client?: Client; users?: number; requests?: number },
  ) => {
    const server = await startLabServer(options);
    servers.push(server);
    const { instances } = await discoverInstances(server.url, never);
    const plan = {
      url: server.url,
      mode: modeNamed(trial.mode),
      client: trial.client ?? 'pinned',
      ...defaultSettings,
      engine,
      instances,
      repeat: 1,
      firstUser: 1,
      users: trial.users ?? 31,
      requests: trial.requests ?? 930,
    };
    return { server, trial: await runTrial('steady', plan, never) };
  };
}

/** A strict rotation over n instances that each keep their own sessions. */
async function expectAsCounted(measureLab: ReturnType<typeof measureWith>, n: number) {
  for (const name of ['session-memory', 'jwt-own-keys']) {
    const { server, trial } = await measureLab({ instances: n }, { mode: name });
    expect(trial).toMatchObject({ instances: n, requests: 930, predicted: (n - 1) / n });
    expectNear(trial, trial.predicted);
    const { ok, refused: unauthenticated, requests } = server.counts;
    expect(trial.outcomes).toEqual({ ok, unauthenticated, wrongUser: 0, unavailable: 0, error: 0 });
    expect(requests).toBe(930);
    expect(trial.logIns).toBe(31);
  }
}

describe.each(engineNames)('driven by %s', (engine) => {
  const measureLab = measureWith(engine);

  describe('a strict rotation over instances that each keep their own sessions', () => {
    it.each([1, 3])(
      'a strict rotation over %i instances is measured as the server counts it, near the prediction',
      (n) => expectAsCounted(measureLab, n),
    );

    it.each([
      // A user loses all of 100 requests with a probability of (2/3)^100 < 1e-17.
      { users: 1, requests: 300 },
      { users: 30, requests: 3000 },
      { users: 3, requests: 300 },
    ])('agrees for $users users too, who share a factor with the rotation', async ({ users, requests }) => {
      const { trial } = await measureLab({}, { mode: 'session-memory', users, requests });
      expectNear(trial, 2 / 3);
      expect(trial.userFailureRates.min).toBeGreaterThan(0);
      expect(trial.userFailureRates.max).toBeLessThan(1);
    });

    it('successive requests of one user are balanced independently: the same instance again once in three', async () => {
      const { server } = await measureLab({}, { mode: 'session-redis', users: 7, requests: 1400 });
      const pairs = [...server.reached.values()].flatMap((reached) =>
        reached.slice(1).map((instance, index) => instance === reached[index]),
      );
      expect(pairs).toHaveLength(1393);
      // 1393 draws at 1/3 have a standard deviation of 0.0126; six of them are 0.076.
      expect(Math.abs(pairs.filter(Boolean).length / pairs.length - 1 / 3)).toBeLessThan(0.076);
    });
  });

  describe('a portable mode', () => {
    it.each(['session-redis', 'jwt-shared-key'])(
      '%s loses nothing, and every instance served everyone',
      async (name) => {
        // One of 7 users misses one of 3 instances in 132 draws with a probability of 7 · 3 · (2/3)^132 < 1e-21.
        const { trial } = await measureLab({}, { mode: name, users: 7 });
        expect(trial).toMatchObject({ failureRate: 0, agrees: true, usersServedByEveryInstance: 7 });
        expect(Object.keys(trial.spread.answers)).toEqual(['test-1', 'test-2', 'test-3']);
        expect(trial.spread.largestDeviation).toBeLessThan(0.1);
        expect(trial.latencyMs.p50).toBeGreaterThan(0);
        expect(trial.latencyMs.p99).toBeGreaterThanOrEqual(trial.latencyMs.p50 ?? Number.NaN);
      },
    );
  });

  describe('a short-lived access token', () => {
    it.each(clients)(
      'a short access token is refreshed in time by a %s client, which is neither a log-in nor a request',
      async (client) => {
        const options = { mode: 'jwt-refresh', client, users: 7, requests: 2100 };
        const { server, trial } = await measureLab({ accessSeconds: 2 }, options);
        expect(trial).toMatchObject({ failureRate: 0, requests: 2100, logIns: 7, agrees: true });
        expect(server.counts).toMatchObject({ requests: 2100, logIns: 7 });
        expect(server.counts.refreshes).toBeGreaterThan(0);
      },
    );

    it('an access token that cannot be refreshed ends the trial with a sentence', async () => {
      const faults = { accessSeconds: 2, refuseRefreshes: 401 };
      await expect(measureLab(faults, { mode: 'jwt-refresh', users: 7, requests: 2100 })).rejects.toThrow(
        /^jwt-refresh, vu-\d{4}: the refresh was refused with 401: reused-token\.$/,
      );
    });
  });

  describe('faults', () => {
    it('an answer that names someone else is wrongUser, and no success', async () => {
      const { server, trial } = await measureLab({ wrongUserEvery: 100 }, { mode: 'session-redis' });
      expect(server.counts.wrong).toBe(9);
      expect(trial.outcomes).toMatchObject({ ok: 921, wrongUser: 9 });
      expect(trial.agrees).toBe(false);
    });

    it('a 502 is unavailable', async () => {
      const { trial } = await measureLab({ badGatewayEvery: 100 }, { mode: 'session-redis' });
      expect(trial.outcomes).toMatchObject({ ok: 921, unavailable: 9 });
      expect(trial.reasons).toEqual({ 'http-502': 9 });
    });

    it('an answer cut short is an error, and the answers after it still find their requests', async () => {
      const { server, trial } = await measureLab({ dropEvery: 30 }, { mode: 'session-redis' });
      expect(server.counts).toMatchObject({ requests: 930, dropped: 31, ok: 899 });
      expect(trial.outcomes).toMatchObject({ ok: 899, error: 31 });
      expect(trial.reasons).toEqual({ 'no-answer': 31 });
      expect(server.connections()).toBeLessThan(31 + 31 + 40);
    });

    it.each([1, 7, 100])('connections closed after %i answers lose nothing', async (keepAliveLimit) => {
      const { server, trial } = await measureLab({ keepAliveLimit }, { mode: 'session-redis' });
      expect(trial.outcomes).toMatchObject({ ok: 930, error: 0 });
      expect(server.counts).toMatchObject({ requests: 930, ok: 930, logIns: 31 });
    });

    it('log-ins that a busy server delays with 503 and Retry-After are repeated, and lose no request', async () => {
      const plan = { mode: 'session-redis', users: 7, requests: 70 };
      const { trial } = await measureLab({ delaysLogIns: 5 }, plan);
      expect(trial).toMatchObject({ failureRate: 0, requests: 70, logIns: 7 });
    });

    it('a log-in that is refused ends the trial with a sentence', async () => {
      await expect(measureLab({ refuseLogIns: 503 }, { mode: 'session-redis' })).rejects.toThrow(
        /^session-redis, vu-\d{4}: the log-in was refused with 503: store-unavailable\.$/,
      );
    });
  });

  it('a trial sends exactly the requested number when it does not divide evenly', async () => {
    const { server, trial } = await measureLab({}, { mode: 'session-redis', users: 7, requests: 100 });
    expect(trial.requests).toBe(100);
    expect(server.counts.requests).toBe(100);
  });
});

// These tests do not depend on the engine.
describe('driven by the default engine', () => {
  const measureLab = measureWith(defaultSettings.engine);

  describe('a strict rotation over instances that each keep their own sessions', () => {
    it.each([2, 5])(
      'a strict rotation over %i instances is measured as the server counts it, near the prediction',
      (n) => expectAsCounted(measureLab, n),
    );

    it('a trial is not decided by so few requests that neither none nor all of them lost would have disagreed', async () => {
      const { trial } = await measureLab({}, { mode: 'session-memory', users: 1, requests: 3 });
      expect(trial).toMatchObject({ agrees: null, agreement: 'not decided', disagreement: null });
      const { trial: more } = await measureLab({}, { mode: 'session-memory', users: 3, requests: 30 });
      expect(more.agreement).not.toBe('not decided');
    });
  });

  describe('the client models, at a server that takes the cookie away', () => {
    it('a browser loses its session at the first miss', async () => {
      const { server, trial } = await measureLab(
        { clearsCookie: true },
        { mode: 'session-memory', client: 'browser' },
      );
      expect(trial.predicted).toBeCloseTo(1 - 0.5 / 30, 6);
      expectNear(trial, trial.predicted);
      expect(trial.outcomes.ok).toBe(server.counts.ok);
    });

    it('a browser fares like a pinned client at a server that leaves the cookie, and so disagrees', async () => {
      const { trial } = await measureLab({}, { mode: 'session-memory', client: 'browser' });
      expect(trial.agrees).toBe(false);
      expect(trial.failureRate).toBeLessThan(0.8);
    });

    it('a pinned client keeps its cookie', async () => {
      const { trial } = await measureLab({ clearsCookie: true }, { mode: 'session-memory' });
      expectNear(trial, 2 / 3);
    });

    it('a persistent client logs in again after each 401, and nowhere else', async () => {
      const { server, trial } = await measureLab(
        { clearsCookie: true },
        { mode: 'session-memory', client: 'persistent' },
      );
      expectNear(trial, 2 / 3);
      expect(trial.logIns).toBe(31 + trial.outcomes.unauthenticated);
      expect(trial.logIns).toBe(server.counts.logIns);
      expect(trial.logInsPerSuccess).toBeCloseTo(trial.outcomes.unauthenticated / trial.outcomes.ok, 12);
      expect(trial.predictedLogInsPerSuccess).toBe(2);
    });
  });

  describe('a portable mode', () => {
    it('one odd secret is not reported as affinity: the reason names the instances that issued and refused', async () => {
      // An instance logs in none of 61 users with a probability of 3 · (2/3)^61 < 1e-10; of 31, once in 100,000 runs.
      const plan = { mode: 'jwt-shared-key', users: 61, requests: 1830 };
      const { trial } = await measureLab({ oddSecretAt: 0 }, plan);
      const { unauthenticated } = trial.outcomes;
      expect(unauthenticated).toBeGreaterThan(0);
      expect(trial.disagreement).toBe(
        `${unauthenticated} lost where none should be. Commonest refusal: ${unauthenticated} × unknown-session: tokens of test-1 refused by test-2 and test-3; tokens of test-2 and test-3 refused by test-1.`,
      );
      expect(trial.refusals.reduce((sum, { count }) => sum + count, 0)).toBe(unauthenticated);
      expect(trial.refusals).toContainEqual(
        expect.objectContaining({ code: 'unknown-session', issuedBy: 'test-2', refusedBy: 'test-1' }),
      );
    });

    it('a portable mode disagrees when each connection is held by one instance: that is affinity', async () => {
      const { trial } = await measureLab({ pick: 'connection' }, { mode: 'jwt-shared-key' });
      expect(trial).toMatchObject({ failureRate: 0, agrees: false, usersServedByEveryInstance: 0 });
      expect(trial.disagreement).toContain('only by affinity');
    });
  });
});

it.concurrent.each(engineNames)(
  'a request that is never answered is an error after five seconds, driven by %s',
  async (engine) => {
    const { trial } = await measureWith(engine)(
      { hangs: true },
      { mode: 'session-redis', users: 2, requests: 2 },
    );
    expect(trial).toMatchObject({ requests: 2, outcomes: { error: 2 }, goodput: 0, agrees: false });
    expect(trial.latencyMs).toEqual({ p50: null, p95: null, p99: null });
  },
);
