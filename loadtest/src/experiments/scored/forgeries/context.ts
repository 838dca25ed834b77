// What all forgeries of one trial share: the way to the instances, the forger's kit, and what is known of secrets.

import { usernameOf } from '../../../users/usernames.js';
import type { ClusterClient } from '../../client/cluster-client.js';
import type { TrialPlan } from '../../experiment.js';
import type { AttackerKit } from './attacker-kit.js';

export interface ForgeryContext {
  readonly cluster: ClusterClient;
  readonly plan: TrialPlan;
  readonly kit: AttackerKit;
}

/** The users of the trial: whose credential is forged, and somebody else. */
export function usersOf({ plan: { firstUser } }: ForgeryContext) {
  return { owner: usernameOf(firstUser), other: usernameOf(firstUser + 1) };
}
