// What all forgeries of one trial share: the way to the instances, the forger's workshop, and what is known of secrets.

import { usernameOf } from '../../../users/usernames.js';
import type { TrialPlan } from '../../experiment.js';
import type { Probe } from '../../probe/probe.js';
import type { Workshop } from './attacker-kit.js';

export interface ForgeryContext {
  readonly probe: Probe;
  readonly plan: TrialPlan;
  readonly workshop: Workshop;
}

/** The users of the trial: whose credential is forged, and somebody else. */
export function usersOf({ plan: { firstUser } }: ForgeryContext) {
  return { owner: usernameOf(firstUser), other: usernameOf(firstUser + 1) };
}
