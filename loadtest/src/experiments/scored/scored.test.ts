// The scored experiments against a server with known behaviour: correct behaviour agrees, each fault disagrees.
import { defaultSettings, type ExperimentName, modeNamed } from '@scale-out-lab/core';
import type { Trial } from '@scale-out-lab/core/wire';
import pLimit from 'p-limit';
import { afterAll, describe, expect, it } from 'vitest';
import { discoverInstances } from '../../http/discover.js';
import { toKoreanFigure, toKoreanUnit } from '../../report/texts/figures-ko.js';
import { type LabOptions, type LabServer, runTrial, startLabServer } from '../../testing/lab-server.js';
import { firstUserOf } from '../../users/record.js';
import type { TrialPlan } from '../experiment.js';
import { experiments, scoredNames } from '../index.js';

/** Of one server: the load that one process answers in time on a busy machine. */
const trialsAtOnce = 6;

const never = new AbortController().signal;
const labModes = ['session-memory', 'session-redis', 'jwt-own-keys', 'jwt-shared-key'];
labModes.push('jwt-denylist', 'jwt-denylist-memory', 'jwt-refresh');

const servers: LabServer[] = [];
afterAll(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function startLab(options: LabOptions = {}) {
  const server = await startLabServer(options);
  servers.push(server);
  const { instances } = await discoverInstances(server.url, never);
  const conditions = { ...defaultSettings, logOuts: 40, families: 3, firstUser: 101 };
  return (experiment: ExperimentName, name: string, change: Partial<TrialPlan> = {}): Promise<Trial> => {
    const identity = {
      url: server.url,
      mode: modeNamed(name),
      client: 'pinned',
      repeat: 1,
      instances,
    } as const;
    return runTrial(experiment, { ...identity, ...conditions, ...change }, never);
  };
}

const figureOf = (trial: Trial, name: string) =>
  trial.figures.find((figure) => figure.name === name)?.measured ?? expect.fail(`no figure ${name}`);

/** The figures without a Korean name or unit. */
const untranslated = ({ figures }: Trial) =>
  figures
    .filter(
      ({ name, unit }) =>
        !/[가-힣]/.test(toKoreanFigure(name)) || /[a-z]/.test(toKoreanUnit(unit).replace('ms', '')),
    )
    .map(({ name, unit }) => `${name}, ${unit}`);

// Not concurrent: both servers and all their clients are in this process.
describe('a server that follows the axes', () => {
  // Only the real server shows the contents of a credential and the ways to forge one.
  const shown = scoredNames.filter((name) => !['exposure', 'forgery'].includes(name));

  it.each([1, 3])(
    'a server that follows the axes agrees with every prediction, with %i instances',
    async (instances) => {
      const run = await startLab({ instances, accessSeconds: 60 });
      const trials = shown.flatMap((name) =>
        labModes
          .filter((each) => experiments[name].appliesTo(modeNamed(each)))
          .map((each) => [name, each] as const),
      );
      // All at once would be more than one process answers in time. Those of jwt-refresh take the longest, so they start first.
      trials.sort(([, one], [, other]) => Number(other === 'jwt-refresh') - Number(one === 'jwt-refresh'));
      const measured = await pLimit(trialsAtOnce).map(trials, ([name, each]) =>
        run(name, each, { firstUser: firstUserOf(shown.indexOf(name), 0), logOuts: 20 }),
      );
      for (const trial of measured) {
        const { disagreement, outcomes, requests, failureRate, predicted } = trial;
        expect(disagreement, `${trial.experiment}, ${trial.mode}`).toBeNull();
        expect(untranslated(trial), trial.experiment).toEqual([]);
        expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBe(requests);
        // The share follows from the instances that answered, except for requests around the expiry.
        // A slow machine sends so few that one of them for each instance is more than 0.05.
        if (['revocation', 'logout-race', 'expiry'].includes(trial.experiment))
          expect(Math.abs(failureRate - predicted), `${trial.experiment}, ${trial.mode}`).toBeLessThanOrEqual(
            Math.max(0.05, instances / requests),
          );
      }
    },
  );
});

describe.concurrent('the experiments detect', () => {
  it.each([
    [
      'a log-out that revokes nothing',
      { forgetLogOutEvery: 1 },
      'revocation',
      'session-redis',
      /^lived on: [67]/,
    ],
    [
      'first log-outs refused because of one odd secret',
      { oddSecretAt: 0 },
      'revocation',
      'session-redis',
      /first log-outs refused: \d+ of 40 log-outs, where 0 was predicted\..* copies that work after it: \d+ of 40.* Commonest refusal: \d+ × unknown-session/,
    ],
    [
      'one log-out in twenty that revokes nothing',
      { forgetLogOutEvery: 20 },
      'logout-race',
      'jwt-denylist',
      /^log-ins that still work: 2 of 40/,
    ],
    [
      'an exclusive log-in that leaves others valid',
      { ignoresExclusive: true },
      'single-login',
      'session-redis',
      /^log-ins left: 10/,
    ],
    [
      'refresh tokens with several successors',
      { forksFamilies: true },
      'refresh-race',
      'jwt-refresh',
      /^logged out: a tab later than the grace: 0 .* a copy works after the grace: 3 .* two descendants work: 3/,
    ],
    [
      'refresh tokens that log honest users out',
      { isWithoutGrace: true },
      'refresh-race',
      'jwt-refresh',
      /^honest users logged out: [12]\d of 21 users, where 0 was predicted.* 5 tabs, a token each: 3 of 3/,
    ],
    [
      'a token that is accepted after its expiry',
      { overstaySeconds: 1 },
      'expiry',
      'jwt-shared-key',
      /^accepted after its expiry: 0\.[89]/,
    ],
    [
      'a session that is accepted after its expiry',
      { overstaySeconds: 2 },
      'expiry',
      'session-redis',
      /^accepted after its expiry: 1\.[89]/,
    ],
    [
      'guesses that each instance counts alone although a store is shared',
      { countsGuessesApart: true },
      'guessing',
      'session-redis',
      /^guesses that were checked: 12 guesses, where 4 was predicted\./,
    ],
    ['an answer that names another user', { wrongUserEvery: 1 }, 'exposure', 'jwt-shared-key', /wrongUser/],
  ] as const)('%s', async (_what, fault, experiment, name, sentence) => {
    const run = await startLab(fault);
    const trial = await run(experiment, name);
    expect(trial.agrees).toBe(false);
    expect(trial.disagreement).toMatch(sentence);
  });
});

describe.concurrent('clocks of the instances', () => {
  it('clocks move the expiry on each instance, and agree if they are a few seconds apart', async () => {
    const run = await startLab({ clockOffsets: [0, 1, -2] });
    const trial = await run('expiry', 'jwt-shared-key');
    expect(trial.disagreement).toBeNull();
    expect(figureOf(trial, 'clocks of the instances apart')).toBeCloseTo(3, 1);
  });

  it('clocks that are further apart than the tolerance disagree', async () => {
    const run = await startLab({ clockOffsets: [0, 31, 0] });
    const trial = await run('expiry', 'session-memory');
    expect(trial.disagreement).toMatch(
      /^clocks of the instances apart: (31|30\.\d+) s, where 0 to 30 was predicted\.$/,
    );
  });
});

describe.concurrent('guesses of an earlier run', () => {
  it('guesses of an earlier run do not count: the next run waits until their window is over', async () => {
    const run = await startLab({ guessWindowSeconds: 2 });
    for (const name of ['session-memory', 'session-redis', 'session-memory', 'session-redis']) {
      const trial = await run('guessing', name);
      expect(trial.disagreement, name).toBeNull();
    }
  });

  it('guesses fail the trial if the window is too short for one run', async () => {
    const run = await startLab({ guessWindowSeconds: 0 });
    await expect(run('guessing', 'session-memory')).rejects.toThrow('took longer than the window of 0 s');
  });
});

describe.concurrent('log-ins that a busy server delays with 503 and Retry-After', () => {
  it.each([
    ['refresh-race', 'jwt-refresh'],
    ['single-login', 'session-redis'],
  ] as const)('are repeated by %s, which agrees', async (experiment, name) => {
    const run = await startLab({ delaysLogIns: 2 });
    const trial = await run(experiment, name);
    expect(trial.disagreement).toBeNull();
  });
});

describe.concurrent('a trial that cannot be measured', () => {
  it('a trial that cannot be measured names the refused log-in', async () => {
    const run = await startLab({ refuseLogIns: 503 });
    await expect(run('revocation', 'jwt-denylist')).rejects.toThrow(
      'jwt-denylist, vu-0101: the log-in was answered with 503: store-unavailable.',
    );
  });

  it('a trial that cannot be measured names an instance that never answers', async () => {
    const run = await startLab();
    const instances = ['test-1', 'test-2', 'test-3', 'test-4'];
    await expect(run('exposure', 'jwt-denylist', { instances })).resolves.toBeDefined();
    await expect(run('single-login', 'jwt-denylist', { instances })).rejects.toThrow(
      'jwt-denylist: test-4 did not answer for a long time.',
    );
  });
});
