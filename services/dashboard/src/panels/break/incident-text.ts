// An incident in one sentence, in the language of the view.
import type { Incident } from '@scale-out-lab/core/wire';
import { breakTexts } from './texts.js';

export function incidentText(incident: Incident): string {
  const t = breakTexts().incidents;
  switch (incident.what) {
    case 'crash':
    case 'drain':
    case 'died':
    case 'back':
      return t[incident.what](incident.instance);
    case 'stall':
      return t.stall(incident.instance, incident.ms / 1000);
    case 'redis-stall':
      return t['redis-stall'](incident.ms / 1000);
    case 'redis-persistence':
      return t[incident.isPersistent ? 'persistence-on' : 'persistence-off'];
    case 'keys':
      return t[`keys-${incident.how}`](t.rings[incident.ring]);
    case 'scale':
      return incident.error === null ? t.scale(incident.count) : t['scale-failed'](incident.error);
    default:
      return t[incident.what];
  }
}
