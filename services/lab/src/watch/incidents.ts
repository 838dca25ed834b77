// The incidents: injected faults, other changes of the cluster, and observed crashes. Numbered, published to every page, the
// latest kept.
import type { Incident } from '@scale-out-lab/core/wire';
import type { Stream } from '../stream/stream.js';

/** `what` and the fields of that kind, for each kind apart. */
type Recorded<Each> = Each extends Incident ? Omit<Each, 'id' | 'at'> : never;

export type Incidents = ReturnType<typeof createIncidents>;

const historyLimit = 200;

export function createIncidents(stream: Pick<Stream, 'publishDurable'>) {
  let latest: readonly Incident[] = [];
  let id = 0;
  return {
    record(fields: Recorded<Incident>): Incident {
      id += 1;
      const incident: Incident = { id, at: new Date().toISOString(), ...fields };
      latest = [...latest, incident].slice(-historyLimit);
      stream.publishDurable('incident', incident);
      return incident;
    },
    latest: (): readonly Incident[] => latest,
  };
}
