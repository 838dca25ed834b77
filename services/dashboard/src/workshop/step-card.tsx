// One step: predict, do, and learn.

import { choose, view } from '../state/view.js';
import { isTaskDone } from './progress.js';
import { type Step, steps, textsOf } from './steps.js';
import { workshopTexts } from './texts.js';

interface StepCardProps {
  readonly step: Step;
  readonly number: number;
  readonly instances: number;
}

export function StepCard({ step, number, instances }: StepCardProps) {
  const t = workshopTexts().card;
  const words = textsOf(step, instances);
  return (
    <article class="rail-step">
      <div class="rail-title" aria-live="polite">
        <p class="hint">{t.place(number, steps.length, step.minutes)}</p>
        <h3>{words.title}</h3>
      </div>
      <section class="stack">
        <h4 class="hint">{t.question}</h4>
        <p>{words.question}</p>
        <details>
          <summary>{t.answer}</summary>
          <p>{words.answer}</p>
        </details>
      </section>
      <section class="stack">
        <h4 class="hint">{t.todo}</h4>
        <Tasks step={step} texts={words.tasks} />
        <button type="button" onClick={() => showWhere(step)}>
          {t.showMe}
        </button>
      </section>
      <section class="stack">
        <details open={view.value.done.includes(step.name)}>
          <summary>{t.lesson}</summary>
          <p>{words.lesson}</p>
        </details>
      </section>
    </article>
  );
}

function Tasks({ step, texts: inWords }: { step: Step; texts: Readonly<Record<string, string>> }) {
  const t = workshopTexts().card;
  return (
    <ul class="rail-tasks stack">
      {Object.entries(inWords).map(([name, text]) => {
        const isDone = isTaskDone(step, name);
        return (
          <li key={name} class={isDone ? 'good' : undefined}>
            <span aria-hidden="true">{isDone ? '✓' : '○'}</span>
            <span>
              {text} <span class="visually-hidden">({isDone ? t.done : t.open})</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Chooses the modes of the step and the panel of its next task. */
function showWhere(step: Step): void {
  const next = Object.entries(step.tasks).find(([name]) => !isTaskDone(step, name))?.[1];
  const panel = next?.panel ?? step.panel;
  choose({ mode: step.mode, versus: step.versus ?? null, panel });
  document.getElementById(`tab-${panel}`)?.focus();
}
