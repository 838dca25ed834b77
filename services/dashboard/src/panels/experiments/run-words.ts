// How a run stands, in words.
import type { RunView } from '@scale-out-lab/core/wire';
import { experimentsTexts } from './texts.js';

/** By the exit code that the command line would have. */
const outcomes: Readonly<Record<number, 'agreed' | 'disagreed'>> = { 0: 'agreed', 99: 'disagreed' };

export function statusOf({ status, exitCode, failure }: RunView): string {
  const t = experimentsTexts().status;
  if (status === 'failed') return t.failed(failure ?? '');
  if (status !== 'finished') return t[status];
  return t[outcomes[exitCode ?? 0] ?? 'unmeasured'];
}
