// The balancing policy of every mode, as the lines of an nginx map: `session-sticky sticky;`.
import type { Mode } from './axes.js';

/** One line a mode, for `map $mode $policy { include …; }`. Names are the catalogue's: letters, digits and hyphens. */
export function renderPolicyMap(modes: readonly Pick<Mode, 'name' | 'balancing'>[]): string {
  return modes.map((mode) => `${mode.name} ${mode.balancing};\n`).join('');
}
