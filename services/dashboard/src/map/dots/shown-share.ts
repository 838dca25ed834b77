// Whether all requests are shown, as a signal that changes twice a second at most.
import { signal } from '@preact/signals';

const everyMs = 500;

/** Of the last second; null where every request was shown. */
export const shownShare = signal<Share | null>(null);

const lastSecond = createShareWindow();
let timer: ReturnType<typeof setInterval> | undefined;

export function noteShown(share: Share): void {
  lastSecond.note(performance.now(), share);
  timer ??= setInterval(update, everyMs);
}

function update(): void {
  const sum = lastSecond.sum(performance.now());
  shownShare.value = sum.seen > sum.shown ? sum : null;
  if (sum.seen > 0) return;
  clearInterval(timer);
  timer = undefined;
}

export interface Share {
  readonly seen: number;
  readonly shown: number;
}

interface ShareWindow {
  note(now: number, share: Share): void;
  /** Of the second before now. */
  sum(now: number): Share;
}

const windowMs = 1000;

export function createShareWindow(): ShareWindow {
  let entries: readonly (Share & { readonly at: number })[] = [];
  const forget = (now: number) => {
    entries = entries.filter(({ at }) => at > now - windowMs);
  };
  return {
    note(now, share) {
      forget(now);
      entries = [...entries, { ...share, at: now }];
    },
    sum(now) {
      forget(now);
      return entries.reduce((sum, { seen, shown }) => ({ seen: sum.seen + seen, shown: sum.shown + shown }), {
        seen: 0,
        shown: 0,
      });
    },
  };
}
