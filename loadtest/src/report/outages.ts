// The times in which a part was down, from the events of a timeline.
import type { Timeline } from '@scale-out-lab/core/wire';

interface Outage {
  readonly from: number;
  /** Undefined if the part did not come back. */
  readonly to: number | undefined;
}

const begin = /^(.+?) (?:killed|crashed|stalled|draining|cut off)\b/;
/** A new primary takes the place of the former one. */
const end = /^(.+?) (?:back|resumed)\b|^new (primary)$/;

/** An outage begins with `Redis killed` and ends with the next `Redis back`. */
export function findOutages(events: Timeline['events']): readonly Outage[] {
  return events.flatMap(({ atSeconds, what }, index) => {
    const part = begin.exec(what)?.[1];
    if (part === undefined) return [];
    const back = events.slice(index + 1).find(({ what }) => partThatIsBack(what) === part);
    return [{ from: atSeconds, to: back?.atSeconds }];
  });
}

function partThatIsBack(what: string): string | undefined {
  const [, part, primary] = end.exec(what) ?? [];
  return part ?? primary;
}
