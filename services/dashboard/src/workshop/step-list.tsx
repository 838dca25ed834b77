// All steps, with a tick where one is done.

import { choose, view } from '../state/view.js';
import { type Step, steps, textsOf } from './steps.js';
import { workshopTexts } from './texts.js';

export function StepList({ open, instances }: { open: Step; instances: number }) {
  const t = workshopTexts().list;
  const { done } = view.value;
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
              {textsOf(step, instances).title}
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
