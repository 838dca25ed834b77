// Predicts who of a crowd is still logged in after the incidents since their log-in.
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
import type { Incident } from '@scale-out-lab/core/wire';

/** The facts about a member that the prediction needs. */
export interface LoggedIn {
  readonly id: string;
  readonly issuedBy: string | null;
  /** When the log-in expires; null if it is renewed, or unknown. */
  readonly endsAtMs: number | null;
}

export interface Circumstances {
  /** The last incident before they logged in. */
  readonly sinceIncident: number;
  /** All that are known, the earliest first. */
  readonly incidents: readonly Incident[];
  /** Instances that have restarted since, or are gone. */
  readonly restarted: readonly string[];
  /** Whether Redis wrote its append-only file when they logged in. */
  readonly wasPersistent: boolean;
  /** How many instances there were when they logged in. */
  readonly instances: number;
  readonly nowMs: number;
}

export interface LoggedInPrediction {
  /** Members that stay logged in unless affinity moves them. */
  readonly staying: readonly string[];
  /** How many should be logged in, at least and at most. */
  readonly loggedIn: readonly [low: number, high: number];
}

export function predictLoggedIn(
  mode: Axes,
  members: readonly LoggedIn[],
  now: Circumstances,
): LoggedInPrediction {
  const isLost = anyOf(
    lostWithInstance(mode, now),
    lostWithRedis(mode, now),
    lostWithKey(mode, now),
    ({ endsAtMs }) => endsAtMs !== null && endsAtMs <= now.nowMs,
  );
  const staying = members.filter((member) => !isLost(member)).map(({ id }) => id);
  return { staying, loggedIn: withoutMovedUsers(mode, staying.length, now) };
}

type Test = (member: LoggedIn) => boolean;

function anyOf(...tests: readonly Test[]): Test {
  return (member) => tests.some((test) => test(member));
}

function lostWithInstance(mode: Axes, { restarted, ...now }: Circumstances): Test {
  if (!diesWithInstance(mode)) return () => false;
  const ended = new Set([...restarted, ...endedInstances(incidentsSince(now))]);
  return ({ issuedBy }) => issuedBy !== null && ended.has(issuedBy);
}

/** An instance that does not answer may only be stalled, so `died` alone does not count. */
function endedInstances(since: readonly Incident[]): readonly string[] {
  return since.flatMap((incident) =>
    incident.what === 'crash' || incident.what === 'drain' ? [incident.instance] : [],
  );
}

function lostWithRedis(mode: Axes, now: Circumstances): Test {
  if (!diesWithRedis(mode)) return () => false;
  let isPersistent = now.wasPersistent;
  let isLost = false;
  for (const incident of incidentsSince(now)) {
    if (incident.what === 'redis-persistence') isPersistent = incident.isPersistent;
    if (incident.what === 'redis-crash' && !isPersistent) isLost = true;
  }
  return () => isLost;
}

/** A refresh token is not signed, so its holder renews a refused access token. */
function lostWithKey(mode: Axes, now: Circumstances): Test {
  const ring = ringOf(mode);
  if (!ring || mode.refresh) return () => false;
  const before = ringAfter(
    ring,
    now.incidents.filter(({ id }) => id <= now.sinceIncident),
  );
  const after = ringAfter(ring, incidentsSince(now), before);
  if (!after.accepted.includes(before.signing)) return () => true;
  return ring === 'published' ? lostWithFormerPair(now) : () => false;
}

/** A restarted instance has a new key pair. Retiring then removes its former one. */
function lostWithFormerPair(now: Circumstances): Test {
  const since = incidentsSince(now);
  const dropping = since.filter(
    (incident) => incident.what === 'keys' && incident.ring === 'published' && incident.how !== 'overlap',
  );
  const last = dropping.at(-1)?.id ?? 0;
  const restarted = endedInstances(since.filter(({ id }) => id < last));
  const isAllRestarted = since.some(({ what, id }) => what === 'restart-ends' && id < last);
  return ({ issuedBy }) => issuedBy !== null && (isAllRestarted || restarted.includes(issuedBy));
}

/** The ring whose keys sign the credentials of the mode, if they are shared or published. */
export function ringOf(mode: Axes): KeyRing | undefined {
  return keyRings.find((ring) => signsWith(mode, ring));
}

/**
 * Affinity moves some users to new instances, which do not know them, and back when those go. A user who is
 * moved away from a removed instance has been counted with that instance.
 */
function withoutMovedUsers(mode: Axes, staying: number, now: Circumstances): LoggedInPrediction['loggedIn'] {
  const counts = incidentsSince(now).flatMap((each) =>
    each.what === 'scale' && each.error === null ? [each.count] : [],
  );
  const instances = counts.at(-1) ?? now.instances;
  const isKept = mode.balancing !== 'sticky' || !diesWithInstance(mode) || instances <= now.instances;
  if (isKept || staying === 0) return [staying, staying];
  const [least, most] = predictMoved(mode, now.instances, instances, staying).predicted;
  return [Math.floor(staying * (1 - most)), Math.ceil(staying * (1 - least))];
}

function incidentsSince({
  incidents,
  sinceIncident,
}: Pick<Circumstances, 'incidents' | 'sinceIncident'>): readonly Incident[] {
  return incidents.filter(({ id }) => id > sinceIncident);
}

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
