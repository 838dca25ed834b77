// A small report made by hand: a mode that loses two thirds, one that loses nothing, a theft and a crash.
import { between, defaultSettings, type ExperimentName, exactly } from '@scale-out-lab/core';
import type { ReportDocument, Settings, Trial } from '@scale-out-lab/core/wire';
import { experiments } from '../experiments/index.js';
import { agreementOf, toFigure } from '../model/agreement.js';

/** A trial of `steady` that agrees. A disagreement is its sentence. */
export function makeTrial(changes: Partial<Trial> = {}): Trial {
  const { disagreement = null, agrees: given = true } = changes;
  const agrees = disagreement === null ? given : false;
  return {
    mode: 'session-memory',
    experiment: 'steady',
    client: 'pinned',
    repeat: 1,
    instances: 3,
    users: 31,
    requests: 930,
    outcomes: { ok: 310, unauthenticated: 620, wrongUser: 0, unavailable: 0, error: 0 },
    failureRate: 2 / 3,
    predicted: 2 / 3,
    interval: [0.61, 0.72],
    effectiveRequests: 930,
    figures: [],
    latencyMs: { p50: 1.5, p95: 9.94, p99: 10 },
    goodput: 1234.5,
    durationSeconds: 1,
    logIns: 31,
    logInsPerSuccess: 0,
    predictedLogInsPerSuccess: 0,
    spread: { answers: {}, largestDeviation: 0 },
    usersServedByEveryInstance: 0,
    userFailureRates: { min: 0.6, median: 0.6, max: 0.8 },
    reasons: {},
    refusals: [],
    ...changes,
    agrees,
    disagreement,
    agreement: agreementOf(agrees),
  };
}

const [loggedOut = '', lost = ''] = experiments.crash.columns[0]?.figures ?? [];
const life = toFigure('lived on', 's', between(6.5, 8, 'Until its expiry.'), 9);
const missed = toFigure('first log-outs refused', 'of 60 log-outs', exactly(0, 'Each accepts it.'), 0);
const crashFigures = [
  toFigure(loggedOut, 'of 12 users', exactly(4, 'Its memory is gone.'), 4),
  toFigure(lost, 'of 75 requests', between(0, 7, 'Writes under way.'), 0),
];

const trials: readonly Trial[] = [
  makeTrial(),
  makeTrial({ repeat: 2, failureRate: 0.68 }),
  makeTrial({ client: 'browser', failureRate: 0.4, disagreement: 'Too lucky.' }),
  makeTrial({ mode: 'jwt-shared-key', failureRate: 0, predicted: 0 }),
  makeTrial({
    mode: 'jwt-shared-key',
    experiment: 'revocation',
    figures: [life, missed],
    disagreement: 'lived on: 9 s',
  }),
  makeTrial({ experiment: 'crash', figures: crashFigures }),
];

const settings: Settings = {
  experiment: 'steady',
  experiments: ['steady', 'revocation', 'crash'],
  modes: ['session-memory', 'jwt-shared-key'],
  clients: ['pinned', 'browser'],
  ...defaultSettings,
  requests: 930,
  repeats: 2,
};

export function makeReport(changes: Partial<ReportDocument> = {}): ReportDocument {
  return {
    schemaVersion: 1,
    interrupted: false,
    environment: {
      date: '2026-11-23T19:15:02.123Z',
      loadtest: '0.1.0',
      node: 'v20.20.2',
      platform: 'linux x64',
      cpu: 'CPU',
      cpus: 2,
      url: 'http://127.0.0.1:8080/',
      instances: ['a', 'b', 'c'],
      versions: { nginx: '1.22.1' },
    },
    settings,
    trials,
    failedTrials: [],
    thresholds: [],
    ...changes,
  };
}

/** A report of these experiments with these trials. */
export function makeReportOf(
  experiments: readonly ExperimentName[],
  modes: readonly string[],
  changed: Partial<ReportDocument>,
): ReportDocument {
  const [experiment = 'steady'] = experiments;
  return makeReport({ settings: { ...settings, experiment, experiments, modes }, ...changed });
}
