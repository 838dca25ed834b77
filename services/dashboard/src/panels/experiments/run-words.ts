// How a run stands, in words.
import type { RunView } from '../../contract.js';
import { defineTexts } from '../../i18n/texts.js';

const texts = defineTexts(
  {
    running: 'It goes on.',
    agreed: 'It is over, and everything is as predicted.',
    disagreed: 'It is over, and not everything is as predicted: see what has a ≠.',
    cancelled: 'It was cancelled; what had been measured by then is kept.',
    failed: (failure: string) => `It failed. ${failure}`,
  },
  {
    running: '진행 중입니다.',
    agreed: '끝났습니다. 모두 예측과 같습니다.',
    disagreed: '끝났습니다. 예측과 다른 것이 있습니다. ≠ 표시를 보세요.',
    cancelled: '취소했습니다. 그때까지 측정한 것은 남아 있습니다.',
    failed: (failure: string) => `실패했습니다. ${failure}`,
  },
);

/** The exit code of a command whose predictions did not all come true. */
const disagreedExitCode = 99;

export function statusOf({ status, exitCode, failure }: RunView): string {
  const t = texts();
  if (status === 'failed') return t.failed(failure ?? '');
  if (status !== 'finished') return t[status];
  return exitCode === disagreedExitCode ? t.disagreed : t.agreed;
}
