// The sign-ins that the control room has played for this tab, and the part of the map that still holds a pending one.
import { signal } from '@preact/signals';
import { findMode, type Transaction } from '@scale-out-lab/core';
import type { SignInView } from '@scale-out-lab/core/wire';
import { labNow, seeStep } from './lab-state.js';
import { whenDropped } from './visitors.js';

const kept = 20;

/** The latest last. */
export const signIns = signal<readonly SignInView[]>([]);

export function latestSignIn(mode: string): SignInView | undefined {
  return signIns.value.findLast((each) => each.mode === mode);
}

interface Pending {
  /** `visitor`, `redis` or an instance. */
  readonly holder: string;
  readonly sinceMs: number;
}

/** By the mode: the part that holds a sign-in without an accepted callback. */
export const pendingSignIns = signal<ReadonlyMap<string, Pending>>(new Map());

const holders = {
  memory: ({ begunBy }) => begunBy,
  cookie: () => 'visitor',
  redis: () => 'redis',
} as const satisfies Record<Transaction, (played: SignInView) => string | null>;

/** The part that keeps a pending sign-in, by the mode: `visitor`, `redis`, or the instance that began it. */
export function holderOf(played: SignInView): string | null {
  const transaction = findMode(played.mode)?.transaction;
  return transaction ? holders[transaction](played) : null;
}

let latest = 0;

whenDropped(() => {
  latest += 1;
  signIns.value = [];
  pendingSignIns.value = new Map();
});

/** Shows the requests on the map, one after the other. @param pauseMs between two of them; 0 shows the end alone */
export async function noteSignIn(played: SignInView, pauseMs: number): Promise<void> {
  latest += 1;
  const mine = latest;
  const sinceMs = labNow();
  signIns.value = [...signIns.value, played].slice(-kept);
  keepPending(played, null, sinceMs);
  for (const step of pauseMs === 0 ? [] : stepsOf(played)) {
    if (latest !== mine) return;
    seeStep({ mode: played.mode, step });
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (step.path.endsWith('/sign-in')) keepPending(played, holderOf(played), sinceMs);
  }
  if (latest === mine) keepPending(played, played.isLoggedIn ? null : holderOf(played), sinceMs);
}

/** Those of the sign-in itself: the same user signs in for a program afterwards, and the map does not show it. */
function stepsOf({ mode, steps }: SignInView): SignInView['steps'] {
  const last = steps.findLastIndex(({ path }) => path.startsWith(`/api/${mode}/`));
  return steps.slice(0, last + 1);
}

function keepPending({ mode }: SignInView, holder: string | null, sinceMs: number): void {
  const next = new Map(pendingSignIns.peek());
  next.delete(mode);
  if (holder !== null) next.set(mode, { holder, sinceMs });
  pendingSignIns.value = next;
}
