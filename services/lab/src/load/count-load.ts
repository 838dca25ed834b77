// Counts the requests of the load by the second in which they ended, each once.
import type { LoadSecond, LoadView } from '@scale-out-lab/core/wire';

/** A request that is over. */
interface Ended {
  readonly mode: string;
  readonly atMs: number;
  readonly isOk: boolean;
}

const historySeconds = 60;
const recentSeconds = 5;

export type LoadCount = ReturnType<typeof countLoad>;

export function countLoad() {
  let total: LoadView['total'] = { sent: 0, failed: 0 };
  let seconds: readonly LoadSecond[] = [];

  function addTo({ sent, failed }: LoadView['total'], isOk: boolean): LoadView['total'] {
    return { sent: sent + 1, failed: failed + (isOk ? 0 : 1) };
  }
  return {
    /** @param predicted the share that should fail now */
    add({ mode, atMs, isOk }: Ended, predicted: number | null): void {
      total = addTo(total, isOk);
      const at = new Date(Math.floor(atMs / 1000) * 1000).toISOString();
      const same = seconds.find((second) => second.at === at && second.mode === mode);
      const counted = addTo(same ?? { sent: 0, failed: 0 }, isOk);
      seconds = [...seconds.filter((second) => second !== same), { at, mode, ...counted, predicted }];
    },
    /** The counts at that time; older seconds are dropped. */
    at(nowMs: number): Pick<LoadView, 'total' | 'recent' | 'history'> {
      seconds = seconds.filter(({ at }) => nowMs - Date.parse(at) < historySeconds * 1000);
      const latest = seconds.filter(({ at }) => nowMs - Date.parse(at) < recentSeconds * 1000);
      const sum = (key: 'sent' | 'failed') => latest.reduce((all, second) => all + second[key], 0);
      return {
        total,
        recent: { seconds: recentSeconds, sent: sum('sent'), failed: sum('failed') },
        history: seconds,
      };
    },
  };
}
