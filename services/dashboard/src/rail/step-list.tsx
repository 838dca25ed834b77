// All steps, with a tick where one is done.
import { defineTexts } from '../i18n/texts.js';
import { choose, view } from '../view/index.js';
import type { Step } from './step.js';
import { steps } from './steps.js';

const texts = defineTexts(
  { minutes: (minutes: number) => `${minutes} min`, done: 'done' },
  { minutes: (minutes: number) => `${minutes}분`, done: '완료' },
);

export function StepList({ open, instances }: { open: Step; instances: number }) {
  const t = texts();
  const { language, done } = view.value;
  return (
    <ol class="rail-list">
      {steps.map((step) => (
        <li key={step.name}>
          <button
            type="button"
            aria-current={step === open ? 'step' : undefined}
            onClick={() => choose({ step: step.name })}
          >
            <span>
              {step.inWords(language, instances).title}
              {done.includes(step.name) && (
                <>
                  {' '}
                  <span aria-hidden="true">✓</span>
                  <span class="visually-hidden">({t.done})</span>
                </>
              )}
            </span>
            <span class="rail-minutes">{t.minutes(step.minutes)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
