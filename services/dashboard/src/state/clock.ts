// The control room's clock as this page knows it: a phone's own may be minutes off, and every time shown here is the lab's.
import { computed } from '@preact/signals';
import { labState } from './lab-state.js';

/** How far this device's clock is ahead of the lab's; the last state tells. */
const aheadMs = computed(() => {
  const at = labState.value?.at;
  return at === undefined ? 0 : Date.now() - Date.parse(at);
});

/** Milliseconds since 1970, by the lab's clock. Follows nothing: whoever shows it asks again. */
export function labNow(): number {
  return Date.now() - aheadMs.peek();
}
