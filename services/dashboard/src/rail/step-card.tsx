// One step: guess, do, and see what it shows.
import { defineTexts } from '../i18n/texts.js';
import { choose, view } from '../view/index.js';
import { isTaskDone } from './progress.js';
import type { Step } from './step.js';
import { steps } from './steps.js';

const texts = defineTexts(
  {
    place: (number: number, all: number, minutes: number) => `Step ${number} of ${all} · ${minutes} min`,
    question: 'What do you expect?',
    answer: 'What theory says',
    todo: 'Do it',
    showMe: 'Show me where',
    lesson: 'What it shows',
    done: 'done',
    open: 'to be done',
  },
  {
    place: (number: number, all: number, minutes: number) => `${all}단계 중 ${number}단계 · ${minutes}분`,
    question: '어떻게 될까요?',
    answer: '이론상의 답',
    todo: '해 보기',
    showMe: '어디인지 보기',
    lesson: '여기서 배우는 것',
    done: '완료',
    open: '아직',
  },
);

interface StepCardProps {
  readonly step: Step;
  readonly number: number;
  readonly instances: number;
}

export function StepCard({ step, number, instances }: StepCardProps) {
  const t = texts();
  const words = step.inWords(view.value.language, instances);
  return (
    <article class="rail-step">
      <div class="rail-title" aria-live="polite">
        <p class="hint">{t.place(number, steps.length, step.minutes)}</p>
        <h3>{words.title}</h3>
      </div>
      <section>
        <h4>{t.question}</h4>
        <p>{words.question}</p>
        <details>
          <summary>{t.answer}</summary>
          <p>{words.answer}</p>
        </details>
      </section>
      <section>
        <h4>{t.todo}</h4>
        <Tasks step={step} texts={words.tasks} />
        <button type="button" onClick={() => showWhere(step)}>
          {t.showMe}
        </button>
      </section>
      <section>
        <details open={view.value.done.includes(step.name)}>
          <summary>{t.lesson}</summary>
          <p>{words.lesson}</p>
        </details>
      </section>
    </article>
  );
}

function Tasks({ step, texts: inWords }: { step: Step; texts: Readonly<Record<string, string>> }) {
  const t = texts();
  return (
    <ul class="rail-tasks">
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

/** Chooses the modes of the step, and the panel of what is to be done next there. */
function showWhere(step: Step): void {
  const next = Object.entries(step.tasks).find(([name]) => !isTaskDone(step, name))?.[1];
  const panel = next?.panel ?? step.panel;
  choose({ mode: step.mode, versus: step.versus, panel });
  document.getElementById(`tab-${panel}`)?.focus();
}
