// The experiments: one entry each, for each name in core; names of groups; facts for programs that offer them.

import { type ExperimentName, experimentNames, type Language, usageError } from '@scale-out-lab/core';
import { toKoreanReason } from '../report/texts/reasons-ko.js';
import type { Experiment } from './experiment.js';
import { crash } from './faults/crash.js';
import type { Faults } from './faults/harness/control-ports.js';
import { instanceStall } from './faults/instance-stall.js';
import { keyRotation } from './faults/key-rotation.js';
import { machineCrash } from './faults/machine-crash.js';
import { machineDrain, rollingUpdate } from './faults/machine-drain.js';
import { machinePartition } from './faults/machine-partition.js';
import { redisCrash } from './faults/redis-crash.js';
import { redisEviction } from './faults/redis-eviction.js';
import { redisFailover } from './faults/redis-failover.js';
import { redisPartition } from './faults/redis-partition.js';
import { redisRestore } from './faults/redis-restore.js';
import { redisStall } from './faults/redis-stall.js';
import { rollingRestart } from './faults/rolling-restart.js';
import { scaleIn, scaleOut } from './faults/scale.js';
import { cookieTransport } from './scored/cookie-transport.js';
import { expiry } from './scored/expiry.js';
import { exposure } from './scored/exposure.js';
import { forgery } from './scored/forgery.js';
import { guessing } from './scored/guessing.js';
import { logoutRace } from './scored/logout-race.js';
import { providerLogOut } from './scored/provider-log-out.js';
import { refreshRace } from './scored/refresh-race.js';
import { revocation } from './scored/revocation.js';
import { signIn } from './scored/sign-in.js';
import { singleLogin } from './scored/single-login.js';
import { steady } from './steady/steady.js';

export const experiments: Readonly<Record<ExperimentName, Experiment>> = {
  steady,
  revocation,
  'single-login': singleLogin,
  'refresh-race': refreshRace,
  'logout-race': logoutRace,
  forgery,
  exposure,
  'cookie-transport': cookieTransport,
  expiry,
  'sign-in': signIn,
  'provider-log-out': providerLogOut,
  guessing,
  crash,
  'rolling-restart': rollingRestart,
  'redis-crash': redisCrash,
  'redis-stall': redisStall,
  'redis-failover': redisFailover,
  'redis-partition': redisPartition,
  'redis-eviction': redisEviction,
  'redis-restore': redisRestore,
  'instance-stall': instanceStall,
  'scale-out': scaleOut,
  'scale-in': scaleIn,
  'key-rotation': keyRotation,
  'machine-crash': machineCrash,
  'machine-partition': machinePartition,
  'machine-drain': machineDrain,
  'rolling-update': rollingUpdate,
};

export function questionOf(name: ExperimentName, language: Language): string {
  return experiments[name].question[language];
}

const namesOf = (kind: Experiment['kind']) =>
  experimentNames.filter((name) => experiments[name].kind === kind);
export const scoredNames = namesOf('scored');
export const faultNames = namesOf('fault');

const experimentGroups = {
  scorecard: scoredNames,
  faults: faultNames,
  all: experimentNames,
} as const satisfies Readonly<Record<string, readonly ExperimentName[]>>;

export const acceptedExperiments = `${experimentNames.join(', ')}, scorecard, faults or all`;

/** @throws ExitError (exit code 2) that names the accepted values, where `name` is neither experiment nor group */
export function parseExperiments(name: string): readonly ExperimentName[] {
  const found = findExperiments(name);
  if (found.length > 0) return found;
  throw usageError(`There is no experiment "${name}"; expected ${acceptedExperiments}.`);
}

/** None if there is no such experiment or group. */
export function findExperiments(name: string): readonly ExperimentName[] {
  const group = Object.entries(experimentGroups).find(([each]) => each === name);
  return group?.[1] ?? experimentNames.filter((each) => each === name);
}

/** Each experiment with its question, whether it breaks something, and why it cannot be run with these faults, or null. */
export function describeExperiments(faults: Faults | undefined) {
  return experimentNames.map((name) => {
    const { question, kind, unavailableReason } = experiments[name];
    const obstacle = unavailableReason(faults);
    const obstacleKorean = obstacle === null ? null : (toKoreanReason(obstacle) ?? obstacle);
    const { en, ko } = question;
    return { name, question: en, questionKorean: ko, isFault: kind === 'fault', obstacle, obstacleKorean };
  });
}
