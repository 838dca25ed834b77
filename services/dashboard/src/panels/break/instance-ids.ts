// The instances that can be broken, by name.
import { labState } from '../../state/lab-state.js';

export function instanceIds(): readonly string[] {
  return (labState.value?.instances ?? []).map(({ id }) => id);
}
