// How many instances there are to meet: N of every prediction. Null while nobody has said, or while none lives.
import { computed } from '@preact/signals';
import { labState } from './lab-state.js';

export const instancesAlive = computed<number | null>(
  () => labState.value?.instances.filter(({ isAlive }) => isAlive).length || null,
);
