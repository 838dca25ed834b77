// The experiments: one entry each, for each name in core.
import { type ExperimentName, experimentNames } from '@scale-out-lab/core';
import type { Faults } from '../control/faults.js';
import type { Experiment } from './experiment.js';
import { crash } from './faults/crash.js';
import { instanceStall } from './faults/instance-stall.js';
import { keyRotation } from './faults/key-rotation.js';
import { redisCrash } from './faults/redis-crash.js';
import { redisStall } from './faults/redis-stall.js';
import { rollingRestart } from './faults/rolling-restart.js';
import { scaleIn, scaleOut } from './faults/scale.js';
import { expiry } from './scored/expiry.js';
import { exposure } from './scored/exposure.js';
import { forgery } from './scored/forgery.js';
import { guessing } from './scored/guessing.js';
import { logoutRace } from './scored/logout-race.js';
import { refreshRace } from './scored/refresh-race.js';
import { revocation } from './scored/revocation.js';
import { singleLogin } from './scored/single-login.js';
import { steady } from './steady/steady.js';

export const experiments = {
  steady,
  revocation,
  'single-login': singleLogin,
  'refresh-race': refreshRace,
  'logout-race': logoutRace,
  forgery,
  exposure,
  expiry,
  guessing,
  crash,
  'rolling-restart': rollingRestart,
  'redis-crash': redisCrash,
  'redis-stall': redisStall,
  'instance-stall': instanceStall,
  'scale-out': scaleOut,
  'scale-in': scaleIn,
  'key-rotation': keyRotation,
} as const satisfies Record<ExperimentName, Experiment>;

const namesOf = (kind: Experiment['kind']) =>
  experimentNames.filter((name) => experiments[name].kind === kind);
export const scoredNames = namesOf('scored');
export const faultNames = namesOf('fault');

/** Why it cannot be run with these faults; null where it can. */
export function unavailableReasonOf(name: ExperimentName, faults: Faults | undefined): string | null {
  const experiment = experiments[name];
  return experiment.kind === 'fault' ? experiment.unavailableReason(faults) : null;
}
