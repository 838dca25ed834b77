// Whoever is late is taken to be as it was seen last, but not for long: a busy machine is no dead one.
import type { Asked } from './answered.js';

/** A frozen one is dead after so long. */
const silenceMs = 1000;

/** Returns what an answer, or the want of one, says: what is seen now, or undefined for who is dead. */
export function rememberLastSeen<Seen>(
  now: () => number = () => performance.now(),
): (asked: Asked<Seen>) => Seen | undefined {
  let last: Seen | undefined;
  let answeredAt = Number.NEGATIVE_INFINITY;
  return (asked) => {
    if (asked === 'late') return now() - answeredAt < silenceMs ? last : undefined;
    last = asked === 'failed' ? undefined : asked.answer;
    answeredAt = now();
    return last;
  };
}
