// The rounds: every target in turns, in an order that differs from round to round, each between two slices of the
// open route.
import { sum } from '@scale-out-lab/loadtest';
import type { Round, Slice } from './comparisons.js';
import { measure } from './measure.js';
import { admitVisitors, openRoute, type Target } from './targets.js';

export interface RoundSettings {
  readonly rounds: number;
  /** As long as a goal is undecided, the targets of that comparison get more rounds, up to so many in all. */
  readonly maxRounds: number;
  /** How long a slice is. */
  readonly seconds: number;
  /** The number of simultaneous users, each on a separate connection. */
  readonly connections: number;
}

interface RoundContext {
  /** The names of the targets with a comparison that the rounds do not decide yet. */
  readonly undecidedOf: (rounds: readonly Round[]) => ReadonlySet<string>;
  /** Where a target answers. */
  readonly originOf: (target: Target) => string;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

type Measure = (target: Target, seconds: number) => Promise<number>;

/** So many slices long is every target under load before it counts. */
const warmUpSlices = 2.5;

/** `targets` are all but the open route, which every round measures anyway. */
export async function measureRounds(
  targets: readonly Target[],
  { rounds, maxRounds, seconds, connections }: RoundSettings,
  { undecidedOf, originOf, say, signal }: RoundContext,
): Promise<Round[]> {
  const measureTarget: Measure = async (target, seconds) => {
    signal.throwIfAborted();
    const origin = originOf(target);
    // They log in again for each slice, so that no credential is older than that.
    const visitors = await admitVisitors(origin, target, connections);
    return measure(new URL(target.path, origin), visitors, seconds);
  };
  say(`warming ${targets.length + 1} targets up`);
  for (const target of [openRoute, ...targets]) await measureTarget(target, warmUpSlices * seconds);

  const measured: Round[] = [];
  const start = performance.now();
  while (measured.length < rounds) {
    measured.push(await measureRound(shuffle(targets), seconds, measureTarget));
    const elapsed = (performance.now() - start) / 1000;
    const left = Math.ceil((elapsed / measured.length) * (rounds - measured.length));
    say(`round ${measured.length} of ${rounds}${left > 0 ? `, ${left} s left` : ''}`);
  }
  while (measured.length < maxRounds) {
    const undecided = undecidedOf(measured);
    const again = targets.filter(({ name }) => undecided.has(name));
    if (again.length === 0) break;
    measured.push(await measureRound(shuffle(again), seconds, measureTarget));
    say(
      `round ${measured.length} of at most ${maxRounds}: ${again.length} targets whose goals are undecided`,
    );
  }
  return measured;
}

/** The open route, a target, the open route, the next target, … */
async function measureRound(
  targets: readonly Target[],
  seconds: number,
  measureTarget: Measure,
): Promise<Round> {
  const round = new Map<string, Slice>();
  const open = [await measureTarget(openRoute, seconds)];
  for (const target of targets) {
    const perSecond = await measureTarget(target, seconds);
    open.push(await measureTarget(openRoute, seconds));
    round.set(target.name, { perSecond, openPerSecond: mean(open.slice(-2)) });
  }
  return round;
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Fisher and Yates. */
function shuffle<Item>(items: readonly Item[]): Item[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] as Item, shuffled[last] as Item];
  }
  return shuffled;
}
