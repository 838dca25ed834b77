// The rounds: every target in turns, in an order that differs from round to round, each between two slices of the
// open route.
import { measure } from './measure.js';
import type { Round, Slice } from './ratios.js';
import { openRoute, type Target } from './targets.js';
import { admitVisitors } from './visitors.js';

export interface RoundOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  /** Where a target answers. */
  readonly originOf: (target: Target) => string;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** So long is every target under load before it counts. */
const warmUpSeconds = 1;

/** Each target but the open route, which every round measures anyway. */
export async function measureRounds(targets: readonly Target[], options: RoundOptions): Promise<Round[]> {
  const { rounds, say } = options;
  say(`warm-up of ${targets.length + 1} targets`);
  for (const target of [openRoute, ...targets]) await measureSlice(target, warmUpSeconds, options);
  const measured: Round[] = [];
  const start = performance.now();
  for (let number = 1; number <= rounds; number++) {
    measured.push(await measureRound(shuffle(targets), options));
    const secondsLeft = ((performance.now() - start) / 1000) * (rounds / number - 1);
    say(`round ${number} of ${rounds}${number < rounds ? `, ${Math.ceil(secondsLeft)} s left` : ''}`);
  }
  return measured;
}

async function measureRound(targets: readonly Target[], options: RoundOptions): Promise<Round> {
  const round = new Map<string, Slice>();
  const open = [await measureSlice(openRoute, options.seconds, options)];
  for (const target of targets) {
    const perSecond = await measureSlice(target, options.seconds, options);
    open.push(await measureSlice(openRoute, options.seconds, options));
    round.set(target.name, { perSecond, openPerSecond: mean(open.slice(-2)) });
  }
  return round.set(openRoute.name, { perSecond: mean(open), openPerSecond: mean(open) });
}

/** Visitors log in anew for each slice, so that no credential is older than that. */
async function measureSlice(
  target: Target,
  seconds: number,
  { originOf, connections, signal }: RoundOptions,
): Promise<number> {
  signal.throwIfAborted();
  const origin = originOf(target);
  const visitors = await admitVisitors(origin, target, connections);
  return measure(new URL(target.path, origin), visitors, seconds);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
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
