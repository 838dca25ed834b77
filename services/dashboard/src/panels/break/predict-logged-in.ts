// Predicts how many of a crowd are still logged in after the incidents since their log-in.
import {
  type Axes,
  diesWithInstance,
  diesWithRedis,
  type KeyChange,
  type KeyRing,
  type KeyRingState,
  keyRingSteps,
  keyRings,
  predictMoved,
  ringOfOne,
  signsWith,
} from '@scale-out-lab/core';
import type { Incident, InstanceView } from '@scale-out-lab/core/wire';

/** The facts about a member that the prediction needs. */
export interface LoggedIn {
  readonly issuedBy: string | null;
  /** When the log-in expires; null if it is renewed, or unknown. */
  readonly endsAtMs: number | null;
}

export interface Circumstances {
  /** The last incident before they logged in. */
  readonly sinceIncident: number;
  /** All that are known, the earliest first. */
  readonly incidents: readonly Incident[];
  /** Instances that have restarted since, or have been removed. */
  readonly restarted: readonly string[];
  /** Whether Redis wrote its append-only file when they logged in. */
  readonly wasPersistent: boolean;
  /** How many instances there were when they logged in. */
  readonly instances: number;
  /** How many of those could not serve log-ins then, as `findAway` has them. */
  readonly away: number;
  readonly nowMs: number;
}

type Range = readonly [low: number, high: number];

/** How many of them should be logged in, at least and at most. */
export function predictLoggedIn(mode: Axes, members: readonly LoggedIn[], now: Circumstances): Range {
  const since = now.incidents.filter(({ id }) => id > now.sinceIncident);
  const lostShare = shareLostByRedis(mode, since, now.wasPersistent);
  if (lostShare === 1 || isKeyDropped(mode, since, now)) return [0, 0];
  const ended = diesWithInstance(mode) ? [...now.restarted, ...endedInstances(since)] : [];
  const isPairDropped = droppedPairs(mode, since);
  const staying = members.filter(({ issuedBy, endsAtMs }) => {
    const isLost = issuedBy !== null && (ended.includes(issuedBy) || isPairDropped(issuedBy));
    return !isLost && (endsAtMs === null || endsAtMs > now.nowMs);
  });
  const [least, most] = withoutMovedUsers(mode, staying.length, since, now);
  return [lostShare > 0 ? 0 : least, most];
}

/** An instance that does not answer may only be stalled, so `died` alone does not count. */
function endedInstances(since: readonly Incident[]): readonly string[] {
  return since.flatMap((incident) =>
    incident.what === 'crash' || incident.what === 'drain' ? [incident.instance] : [],
  );
}

/** The largest share of the keys that a crash deleted. Their users are unknown. */
function shareLostByRedis(mode: Axes, since: readonly Incident[], wasPersistent: boolean): number {
  if (!diesWithRedis(mode)) return 0;
  let isPersistent = wasPersistent;
  const shares = since.map((incident) => {
    if (incident.what === 'redis-persistence') isPersistent = incident.isPersistent;
    if (isPersistent) return 0;
    return incident.what === 'redis-crash' ? 1 : incident.what === 'node-crash' ? incident.lostShare : 0;
  });
  return Math.max(0, ...shares);
}

/** A refresh token is not signed, so its holder renews a refused access token. */
function isKeyDropped(mode: Axes, since: readonly Incident[], now: Circumstances): boolean {
  const ring = ringOf(mode);
  if (!ring || mode.refresh) return false;
  const earlier = now.incidents.filter(({ id }) => id <= now.sinceIncident);
  const before = ringAfter(ring, earlier);
  return !ringAfter(ring, since, before).accepted.includes(before.signing);
}

/** A restarted instance has a new key pair. Retiring then removes its former one. */
function droppedPairs(mode: Axes, since: readonly Incident[]): (issuer: string) => boolean {
  if (ringOf(mode) !== 'published' || mode.refresh) return () => false;
  const dropping = since.filter(
    (incident) => incident.what === 'keys' && incident.ring === 'published' && incident.how !== 'overlap',
  );
  const last = dropping.at(-1)?.id ?? 0;
  const before = since.filter(({ id }) => id < last);
  const isAllRestarted = before.some(({ what }) => what === 'restart-ends');
  return (issuer) => isAllRestarted || endedInstances(before).includes(issuer);
}

/** The key ring that signs the credentials of the mode, if keys are shared or published. */
export function ringOf(mode: Axes): KeyRing | undefined {
  return keyRings.find((ring) => signsWith(mode, ring));
}

/**
 * Affinity moves some users to new instances, which do not know them, and back when those end. It also moves users to an instance
 * that was away when they logged in, once it is back. A user who is moved away from a removed instance has been counted with that
 * instance.
 */
function withoutMovedUsers(
  mode: Axes,
  staying: number,
  since: readonly Incident[],
  { instances: from, away }: Pick<Circumstances, 'instances' | 'away'>,
): Range {
  if (mode.balancing !== 'sticky' || !diesWithInstance(mode) || staying === 0) return [staying, staying];
  const counts = since.flatMap((each) => (each.what === 'scale' && each.error === null ? [each.count] : []));
  const to = Math.max(from, counts.at(-1) ?? from);
  const movedFrom = (there: number) =>
    to > there ? predictMoved(mode, there, to, staying).predicted : [0, 0];
  const [least = 0] = movedFrom(from);
  const [, most = 0] = movedFrom(Math.max(1, from - away));
  return [Math.floor(staying * (1 - most)), Math.ceil(staying * (1 - least))];
}

/** The balancer uses a failed instance again after a second, and the control room detects it within another. */
const awayForMs = 5000;

/** Instances that may not have served log-ins at that moment: they are down, or failed a moment ago. */
export function findAway(
  instances: readonly Pick<InstanceView, 'id' | 'isReady' | 'hold'>[],
  incidents: readonly Incident[],
  nowMs: number,
): readonly string[] {
  const isRecent = ({ at }: Incident) => nowMs - Date.parse(at) < awayForMs;
  const failed = incidents.filter(({ what }) => failures.includes(what)).filter(isRecent);
  return instances
    .filter(({ id, isReady, hold }) => !isReady || hold || failed.some(({ instance }) => instance === id))
    .map(({ id }) => id);
}
const failures: readonly Incident['what'][] = ['crash', 'drain', 'stall', 'died', 'back'];

/** Named after the incident that made it. */
type KeyName = number;
const configuredKey: KeyName = 0;

/** Key pairs are generated at each start: `reset` finds no configured pair, and drops the old one. */
export function changeRing(
  ring: KeyRingState<KeyName>,
  name: KeyRing,
  how: KeyChange,
  made: KeyName,
): KeyRingState<KeyName> {
  const change = name === 'published' && how === 'reset' ? 'retire' : how;
  const steps = keyRingSteps(ring, change, () => made, configuredKey);
  return steps.at(-1) ?? ring;
}

/** The ring after these incidents, the earliest first. */
export function ringAfter(
  name: KeyRing,
  incidents: readonly Incident[],
  from: KeyRingState<KeyName> = ringOfOne(configuredKey),
): KeyRingState<KeyName> {
  return incidents.reduce((ring, incident) => {
    if (incident.what !== 'keys' || incident.ring !== name) return ring;
    return changeRing(ring, name, incident.how, incident.id);
  }, from);
}
