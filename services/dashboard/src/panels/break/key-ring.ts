// Which keys a ring accepts after all that was done to it. A key is called after the incident that made it.
import type { Incident, KeyRing, KeysRequest } from '@scale-out-lab/core/wire';

/** 0 is the key that the configuration gave. */
export type KeyName = number;

export interface RingState {
  readonly signing: KeyName;
  readonly accepted: readonly KeyName[];
}

export const configured: RingState = { signing: 0, accepted: [0] };

type Change = (ring: RingState, made: KeyName) => RingState;

const changes: Record<KeysRequest['how'], Change> = {
  overlap: ({ accepted }, made) => ({ signing: made, accepted: [made, ...accepted] }),
  retire: ({ signing }) => ({ signing, accepted: [signing] }),
  cut: (_ring, made) => ({ signing: made, accepted: [made] }),
  reset: () => configured,
};

/** Key pairs are made anew each time: there is nothing configured that one could go back to. */
const pairChanges: typeof changes = { ...changes, reset: changes.retire };

export function changeRing(
  ring: RingState,
  name: KeyRing,
  how: KeysRequest['how'],
  made: KeyName,
): RingState {
  return (name === 'published' ? pairChanges : changes)[how](ring, made);
}

/** The ring after these incidents, the earliest first. */
export function ringAfter(
  name: KeyRing,
  incidents: readonly Incident[],
  from: RingState = configured,
): RingState {
  return incidents.reduce((ring, incident) => {
    if (incident.what !== 'keys' || incident.ring !== name) return ring;
    return changeRing(ring, name, incident.how, incident.id);
  }, from);
}
