// Figures of the last seconds: requests per second of each instance, and the share of requests that are shown as dots.
import { effect, signal } from '@preact/signals';
import type { InstanceView, LabState } from '@scale-out-lab/core/wire';
import { labState } from '../state/lab-state.js';

/** Between states that are closer than this the figure would jump about. */
const spanMs = 2000;

/** Null if it is unknown: not in both, or another process by now. */
export function requestRate(before: LabState, after: LabState, id: string): number | null {
  const [former, latter] = [before, after].map(({ instances }) => instances.find((each) => each.id === id));
  const seconds = (Date.parse(after.at) - Date.parse(before.at)) / 1000;
  if (!former || !latter || !isSameProcess(former, latter) || seconds <= 0) return null;
  if (former.requests === null || latter.requests === null || latter.requests < former.requests) return null;
  return (latter.requests - former.requests) / seconds;
}

/** The states that are kept: the youngest that is old enough to compare with, and all since. */
export function remember(states: readonly LabState[], state: LabState): readonly LabState[] {
  // A recording that is played again goes back in time.
  const all = [...states.filter(({ at }) => at <= state.at), state];
  const old = all.findLastIndex(({ at }) => Date.parse(at) <= Date.parse(state.at) - spanMs);
  return all.slice(Math.max(0, old));
}

const rates = signal<ReadonlyMap<string, number | null>>(new Map());

/** Read in a component, it follows. */
export function rateOf(id: string): number | null {
  return rates.value.get(id) ?? null;
}

/** Returns a function that stops it. */
export function followPace(): () => void {
  let states: readonly LabState[] = [];
  return effect(() => {
    const state = labState.value;
    if (!state) return;
    states = remember(states, state);
    const [oldest = state] = states;
    rates.value = new Map(state.instances.map(({ id }) => [id, requestRate(oldest, state, id)]));
  });
}

function isSameProcess(one: InstanceView, other: InstanceView): boolean {
  return one.isAlive && other.isAlive && one.startedAt === other.startedAt;
}

const everyMs = 500;

/** Of the last second; null where every request was shown. */
export const shownShare = signal<Share | null>(null);

const lastSecond = createShareWindow();
let timer: ReturnType<typeof setInterval> | undefined;

export function noteShown(share: Share): void {
  lastSecond.note(performance.now(), share);
  timer ??= setInterval(update, everyMs);
}

function update(): void {
  const sum = lastSecond.sum(performance.now());
  shownShare.value = sum.seen > sum.shown ? sum : null;
  if (sum.seen > 0) return;
  clearInterval(timer);
  timer = undefined;
}

export interface Share {
  readonly seen: number;
  readonly shown: number;
}

const windowMs = 1000;

export function createShareWindow() {
  let entries: readonly (Share & { readonly at: number })[] = [];
  const forget = (now: number) => {
    entries = entries.filter(({ at }) => at > now - windowMs);
  };
  return {
    note(now: number, share: Share): void {
      forget(now);
      entries = [...entries, { ...share, at: now }];
    },
    /** Of the second before now. */
    sum(now: number): Share {
      forget(now);
      const total = (of: keyof Share) => entries.reduce((sum, entry) => sum + entry[of], 0);
      return { seen: total('seen'), shown: total('shown') };
    },
  };
}
