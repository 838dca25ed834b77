// What came of the edited credentials that were sent, the latest last: the workshop reads it too.
import { signal } from '@preact/signals';
import type { Exchange } from '@scale-out-lab/core/wire';

export interface Tampering {
  readonly mode: string;
  /** Names of what was edited; none: it was sent as it was. */
  readonly changes: readonly string[];
  /** One answer of each instance to what was issued, and to what was made of it. */
  readonly untouched: readonly Exchange[];
  readonly edited: readonly Exchange[];
}

const kept = 20;

export const tamperings = signal<readonly Tampering[]>([]);

export function noteTampering(news: Tampering): void {
  tamperings.value = [...tamperings.value, news].slice(-kept);
}

/** The instances that took somebody for logged in. */
export function acceptedBy(exchanges: readonly Exchange[]): readonly string[] {
  return exchanges.flatMap(({ status, servedBy }) => (status === 200 && servedBy ? [servedBy] : []));
}
