// A reset of the lab logs everyone out, so the page clears its visitors and counts.
import { effect, untracked } from '@preact/signals';
import { incidents, labState } from './lab-state.js';
import { clearTallies } from './tally.js';
import { dropVisitors } from './visitors.js';

/** Returns a function that stops it. */
export function followResets(): () => void {
  let last: number | null = null;
  return effect(() => {
    if (labState.value === null) return;
    const id = incidents.value.findLast(({ what }) => what === 'reset-ends')?.id ?? 0;
    // The first incidents are those of the snapshot, from before this page.
    const isNew = last !== null && id > last;
    last = id;
    if (!isNew) return;
    untracked(() => {
      dropVisitors();
      clearTallies();
    });
  });
}
