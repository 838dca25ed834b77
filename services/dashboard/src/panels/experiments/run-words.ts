// How a run stands, in words.
import type { RunView } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';

const texts = defineTexts(
  {
    running: 'It goes on.',
    agreed: 'It is over, and nothing disagrees with its prediction.',
    disagreed: 'It is over, and not everything is as predicted: see what has a ≠.',
    unmeasured: 'It is over, but not everything could be measured: see what is said of it.',
    cancelled: 'It was cancelled; what had been measured by then is kept.',
    failed: (failure: string) => `It failed. ${failure}`,
  },
  {
    running: '진행 중입니다.',
    agreed: '끝났습니다. 예측과 다른 것은 없습니다.',
    disagreed: '끝났습니다. 예측과 다른 것이 있습니다. ≠ 표시를 보세요.',
    unmeasured: '끝났지만 측정하지 못한 것이 있습니다. 그 이유를 보세요.',
    cancelled: '취소했습니다. 그때까지 측정한 것은 남아 있습니다.',
    failed: (failure: string) => `실패했습니다. ${failure}`,
  },
);

/** By the exit code that the command line would have. */
const outcomes: Readonly<Record<number, 'agreed' | 'disagreed'>> = { 0: 'agreed', 99: 'disagreed' };

export function statusOf({ status, exitCode, failure }: RunView): string {
  const t = texts();
  if (status === 'failed') return t.failed(failure ?? '');
  if (status !== 'finished') return t[status];
  return t[outcomes[exitCode ?? 0] ?? 'unmeasured'];
}
