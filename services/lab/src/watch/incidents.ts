// What was done to the cluster, and what was seen to happen to it: numbered, told to every page, the last of them kept.
import type { Incident, IncidentWhat } from '@scale-out-lab/dashboard';
import type { Stream } from '../stream/stream.js';

export interface Incidents {
  note(what: IncidentWhat, about?: Partial<Pick<Incident, 'instance' | 'isAsked' | 'note'>>): Incident;
  latest(): readonly Incident[];
}

const kept = 200;

export function createIncidents(stream: Pick<Stream, 'note'>): Incidents {
  let latest: readonly Incident[] = [];
  let id = 0;
  return {
    note(what, { instance = null, isAsked = false, note = null } = {}) {
      id += 1;
      const incident: Incident = { id, at: new Date().toISOString(), what, instance, isAsked, note };
      latest = [...latest, incident].slice(-kept);
      stream.note('incident', incident);
      return incident;
    },
    latest: () => latest,
  };
}
