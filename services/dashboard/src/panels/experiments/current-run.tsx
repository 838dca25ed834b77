// The run that goes on, whichever tab started it, or the last one, or the earlier one that somebody looks at.
import { useSignal } from '@preact/signals';
import type { RunView } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';
import { lab } from '../../lab/api.js';
import { run } from '../../lab/state.js';
import { attempt } from '../../ui/notice.js';
import { reviewedRun } from './earlier-runs.js';
import { RunResult } from './run-result.js';
import { RunRows } from './run-rows.js';
import { statusOf } from './run-words.js';

const texts = defineTexts(
  {
    goesOn: 'The run that goes on',
    last: 'The last run',
    earlier: 'An earlier run',
    backToLast: 'Back to the last run',
    trials: (done: number, total: number | null) =>
      total === null
        ? `${done} ${done === 1 ? 'trial' : 'trials'} done`
        : `${done} of ${total} ${total === 1 ? 'trial' : 'trials'}`,
    cancel: 'Cancel',
    cancelling: 'Cancelling …',
    stays: 'Closing this tab does not stop it, and every tab sees the same run.',
  },
  {
    goesOn: '진행 중인 실험',
    last: '마지막 실험',
    earlier: '이전 실험',
    backToLast: '마지막 실험으로 돌아가기',
    trials: (done: number, total: number | null) =>
      total === null ? `시행 ${done}회 완료` : `시행 ${total}회 중 ${done}회`,
    cancel: '취소',
    cancelling: '취소하는 중…',
    stays: '이 탭을 닫아도 멈추지 않으며, 모든 탭에서 같은 실험이 보입니다.',
  },
);

export function CurrentRun() {
  const t = texts();
  const shown = reviewedRun.value ?? run.value;
  if (!shown) return null;
  const isRunning = shown.status === 'running';
  const title = reviewedRun.value ? t.earlier : isRunning ? t.goesOn : t.last;
  return (
    <section class="experiments-run" aria-label={title}>
      <h2>{title}</h2>
      {reviewedRun.value && (
        <button
          type="button"
          onClick={() => {
            reviewedRun.value = null;
          }}
        >
          {t.backToLast}
        </button>
      )}
      <p role="status">
        <b>{statusOf(shown)}</b>
      </p>
      <p class="hint">{shown.experiments.join(', ')}</p>
      {isRunning && <Going key={shown.id} going={shown} />}
      <RunResult over={shown} />
      <RunRows rows={shown.rows} />
    </section>
  );
}

function Going({ going }: { going: RunView }) {
  const t = texts();
  const isCancelling = useSignal(false);
  const { done, total, progress } = going;
  const trials = t.trials(done, total);
  const cancel = async () => {
    isCancelling.value = true;
    if (!(await attempt(() => lab.cancel(going.id)))) isCancelling.value = false;
  };
  return (
    <>
      <div class="row experiments-progress">
        {total === null ? (
          <progress aria-label={trials} />
        ) : (
          <progress aria-label={trials} value={done} max={total} />
        )}
        <span>{trials}</span>
        <button type="button" disabled={isCancelling.value} onClick={() => void cancel()}>
          {isCancelling.value ? t.cancelling : t.cancel}
        </button>
      </div>
      <p class="experiments-now" lang="en">
        {progress}
      </p>
      <p class="hint">{t.stays}</p>
    </>
  );
}
