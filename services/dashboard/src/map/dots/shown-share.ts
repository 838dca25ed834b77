// Whether all requests are shown, as a signal that changes twice a second at most.
import { signal } from '@preact/signals';
import { createLedger, type Share } from './ledger.js';

const everyMs = 500;

/** Of the last second; null where every request was shown. */
export const shownShare = signal<Share | null>(null);

const ledger = createLedger();
let timer: ReturnType<typeof setInterval> | undefined;

export function noteShown(share: Share): void {
  ledger.note(performance.now(), share);
  timer ??= setInterval(update, everyMs);
}

function update(): void {
  const sum = ledger.sum(performance.now());
  shownShare.value = sum.seen > sum.shown ? sum : null;
  if (sum.seen > 0) return;
  clearInterval(timer);
  timer = undefined;
}
