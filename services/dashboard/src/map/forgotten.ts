// Whether a part has lost its data: the memory of an instance ends with its process, that of Redis too unless it has a file.
import { effect, signal } from '@preact/signals';
import type { Incident, InstanceView, LabState } from '@scale-out-lab/core/wire';
import { lifeOf } from './life.js';
import { shown } from './shown.js';

/** A Redis that is down cannot report whether it has a file. */
const isPersistent = signal(false);
effect(() => {
  isPersistent.value = shown.value.state?.redis?.isPersistent ?? isPersistent.peek();
});

/**
 * Read in a component, it follows.
 * @param place an instance, `redis`, or a part that keeps everything
 * @param sinceMs when it got it
 */
export function hasForgotten(place: string, sinceMs: number): boolean {
  const { state, incidents } = shown.value;
  if (!state) return false;
  if (place === 'redis') return hasRedisForgotten(state, incidents, sinceMs, isPersistent.value);
  const instance = state.instances.find(({ id }) => id === place);
  return instance !== undefined && hasInstanceForgotten(instance, incidents, state.at, sinceMs);
}

/** The state may be this much older than its time, and a process then seems to have started later. */
const readingErrorMs = 1500;

/** A silent instance may only be stalled. Then the same process answers again. */
export function hasInstanceForgotten(
  instance: InstanceView,
  incidents: readonly Incident[],
  at: string,
  sinceMs: number,
): boolean {
  const { id, isAlive, startedAt, now } = instance;
  if (
    incidents.some((each) => each.what === 'crash' && each.instance === id && Date.parse(each.at) > sinceMs)
  )
    return true;
  if (lifeOf(instance, incidents, at) === 'dead') return true;
  if (!isAlive || startedAt === null || now === null) return false;
  // By its own clock, which may be wrong.
  const upMs = Date.parse(now) - Date.parse(startedAt);
  return Date.parse(at) - upMs > sinceMs + readingErrorMs;
}

/** @param isPersistent whether Redis has a file now */
export function hasRedisForgotten(
  { redis }: Pick<LabState, 'redis'>,
  incidents: readonly Incident[],
  sinceMs: number,
  isPersistent: boolean,
): boolean {
  const later = incidents.filter(({ at, what }) => Date.parse(at) > sinceMs && /^(redis|node)-/.test(what));
  return later.some((incident, index) => {
    const { what } = incident;
    // Where Redis has several servers, it is silent until another one takes over.
    const isSilent = what === 'redis-died' && redis?.nodes === undefined;
    const isStalled = later[index - 1]?.what === 'redis-stall';
    const isEmptied =
      what === 'redis-crash' ||
      (isSilent && !isStalled) ||
      (what === 'node-crash' && incident.lostShare === 1);
    return isEmptied && !wasPersistent(later, index, isPersistent);
  });
}

/** Each change turns the file on or off. */
function wasPersistent(incidents: readonly Incident[], index: number, isPersistentNow: boolean): boolean {
  const change = incidents.slice(index).find(({ what }) => what === 'redis-persistence');
  return change?.what === 'redis-persistence' ? !change.isPersistent : isPersistentNow;
}
