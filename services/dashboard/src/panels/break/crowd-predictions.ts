// Predictions for the crowds of this tab: the users who stay logged in, and those whom a fault would log out.
import { findMode, type KeyChange, type Mode, predictLostShare } from '@scale-out-lab/core';
import { incidents, labNow, labState } from '../../state/lab-state.js';
import type { Crowd, Member } from './crowd.js';
import { type Cost, type FaultName, faults, type Situation } from './fault-table.js';
import { changeRing, type LoggedIn, predictLoggedIn, ringAfter, ringOf } from './predict-logged-in.js';

/** How many of the crowd should be logged in; undefined for a mode that is unknown to this page. */
export function predictCrowd({ mode: name, members, beginning }: Crowd) {
  const mode = findMode(name);
  if (!mode) return undefined;
  const { incidentId, startedAt, away, isPersistent } = beginning;
  const loggedIn = members.map((member) => toLoggedIn(mode, member));
  return predictLoggedIn(mode, loggedIn, {
    sinceIncident: incidentId,
    incidents: incidents.value,
    restarted: restartedSince(startedAt),
    wasPersistent: isPersistent,
    instances: Object.keys(startedAt).length,
    away: away.length,
    nowMs: labNow(),
  });
}

function toLoggedIn(mode: Mode, { client, verdict }: Member): LoggedIn {
  const { issuedBy, credential } = client;
  // A log-in that did not succeed was over before it began; one that is renewed does not end with its access token.
  const endsAt = verdict.exchange?.kind === 'login' && verdict.state === 'out' ? 0 : credential?.expiresAt;
  return { issuedBy, endsAtMs: mode.refresh || endsAt == null ? null : new Date(endsAt).valueOf() };
}

function restartedSince(startedAt: Readonly<Record<string, string | null>>): readonly string[] {
  const now = new Map(labState.value?.instances.map((instance) => [instance.id, instance.startedAt]));
  return Object.entries(startedAt)
    .filter(([id, at]) => !now.has(id) || (at !== null && now.get(id) !== at))
    .map(([id]) => id);
}

/** The cost for the members that the last check found logged in. */
export function costFor(name: FaultName, target: string, mode: Mode, crowd: Crowd | undefined): Cost {
  const { group, cost } = faults[name];
  const loggedIn = (crowd?.members ?? []).filter(({ verdict }) => verdict.state === 'in');
  const situation: Situation = {
    issuers: loggedIn.map(({ client }) => client.issuedBy),
    instances: (labState.value?.instances ?? []).map(({ id }) => id),
    isPersistent: labState.value?.redis?.isPersistent ?? false,
    lostShare: (node) => (node === '' ? 1 : predictLostShare(labState.value?.redis?.nodes ?? [], node)),
    isKeyRetired: group === 'keys' && isDropped(name as KeyChange, mode, crowd),
  };
  return cost(mode, situation, target);
}

/** Whether the key that was in force when they logged in is not accepted after the change. */
function isDropped(how: KeyChange, mode: Mode, crowd: Crowd | undefined): boolean {
  const ring = ringOf(mode);
  if (!ring || !crowd) return false;
  const { incidentId } = crowd.beginning;
  const earlier = incidents.value.filter(({ id }) => id <= incidentId);
  const { signing } = ringAfter(ring, earlier);
  const now = ringAfter(ring, incidents.value);
  return !changeRing(now, ring, how, Number.POSITIVE_INFINITY).accepted.includes(signing);
}

export function formatRange([low, high]: readonly [number, number]): string {
  return low === high ? String(low) : `${low}–${high}`;
}
