// The times in which a part was down, from the events of a timeline.
import type { Timeline } from '@scale-out-lab/core/wire';

interface Outage {
  readonly from: number;
  /** Undefined if the part did not come back. */
  readonly to: number | undefined;
}

const begin = /^(.+?) (?:killed|stalled|draining)\b/;
const end = /^(.+?) (?:back|resumed)\b/;

/** An outage begins with `Redis killed` and ends with the next `Redis back`. */
export function findOutages(events: Timeline['events']): readonly Outage[] {
  return events.flatMap(({ atSeconds, what }, index) => {
    const part = begin.exec(what)?.[1];
    if (part === undefined) return [];
    const back = events.slice(index + 1).find((event) => end.exec(event.what)?.[1] === part);
    return [{ from: atSeconds, to: back?.atSeconds }];
  });
}
