// The button that resets the lab for everyone, after a second question.
import { useSignal } from '@preact/signals';
import { lab } from '../../api/client.js';
import { labState } from '../../state/lab-state.js';
import { attempt } from '../../ui/notice.js';
import { roomTexts } from './texts.js';

export function ResetLab() {
  const t = roomTexts().reset;
  const isAsking = useSignal(false);
  const isRunning = labState.value?.busy === 'reset';
  async function reset(): Promise<void> {
    isAsking.value = false;
    await attempt(lab.reset);
  }
  return (
    <section class="part stack" aria-label={t.title}>
      <h3>{t.title}</h3>
      <p class="hint">{t.hint}</p>
      {isAsking.value ? (
        <div class="row">
          <p>{t.sure}</p>
          <button type="button" class="main" onClick={reset}>
            {t.yes}
          </button>
          <button
            type="button"
            onClick={() => {
              isAsking.value = false;
            }}
          >
            {t.no}
          </button>
        </div>
      ) : (
        <div class="row">
          <button
            type="button"
            aria-disabled={isRunning}
            onClick={() => {
              isAsking.value = !isRunning;
            }}
          >
            {t.reset}
          </button>
        </div>
      )}
      <p role="status">{isRunning && t.running}</p>
    </section>
  );
}
