// When what is counted is no longer one thing, counting starts anew: another mode, client model or number of instances.
import { effect, untracked } from '@preact/signals';
import { instancesAlive } from './instances.js';
import { lanes } from './lanes.js';
import { clearTallies } from './tally.js';
import { view } from './view.js';

/** Returns what ends it. */
export function countAnewOnChange(): () => void {
  let counted = '';
  return effect(() => {
    const conditions = `${view.value.model} ${instancesAlive.value}`;
    const isSame = conditions === counted;
    counted = conditions;
    const shown = lanes.value.map(({ name }) => name);
    untracked(() => clearTallies(isSame ? shown : []));
  });
}
