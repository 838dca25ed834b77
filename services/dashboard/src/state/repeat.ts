// Repeats an action at the speed of the view, one series at a time, until it is stopped.
import { signal } from '@preact/signals';
import { type Speed, view } from './view.js';

/** How many times are left; 0: nothing is under way. */
export const leftToSend = signal(0);
/** Of how many. */
export const askedToSend = signal(0);

/** Between two requests, so that an eye can follow. */
const pauseMs = { slow: 1500, normal: 150, fast: 0 } as const satisfies Record<Speed, number>;
/** Which repetition is under way. One that is stopped in its pause must not wake up as a part of the next. */
let latest = 0;

/** `once` returns whether to continue. Resolves to whether all repetitions were done. */
export async function repeat(
  count: number,
  once: () => Promise<boolean>,
  longestPauseMs = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  if (leftToSend.value > 0) return false;
  latest += 1;
  const mine = latest;
  const isStopped = () => latest !== mine || leftToSend.value === 0;
  askedToSend.value = count;
  try {
    for (let left = count; left > 0; left -= 1) {
      leftToSend.value = left;
      const isOfUse = await once();
      if (isStopped() || !isOfUse) return false;
      if (left > 1) await pause(Math.min(pauseMs[view.value.speed], longestPauseMs));
      if (isStopped()) return false;
    }
    return true;
  } finally {
    if (latest === mine) stopSending();
  }
}

export function stopSending(): void {
  leftToSend.value = 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
