// What was measured of stolen copies in this tab, by mode: the last theft of each that came to its log-out.
import { signal } from '@preact/signals';
import type { CopyForetold, CopyLife } from './copy-life.js';

export interface TheftResult extends CopyLife {
  readonly mode: string;
  /** N, when it was measured. */
  readonly instances: number;
  readonly foretold: CopyForetold;
  /** Whether it came out as foretold; null as long as the copy is not dead. */
  readonly agrees: boolean | null;
}

export const theftResults = signal<Readonly<Record<string, TheftResult>>>({});

export function keepResult(result: TheftResult): void {
  theftResults.value = { ...theftResults.value, [result.mode]: result };
}
