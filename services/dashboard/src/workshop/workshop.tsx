// The workshop next to the map: its progress, the open step, and the list of all steps. Loaded when it is first opened.

import { useEffect, useRef } from 'preact/hooks';
import { instancesAlive } from '../state/lab-state.js';
import { view } from '../state/view.js';
import { followWorkshop, isMarked, isTaskDone, restartWorkshop, stepsDone } from './progress.js';
import { openStep, outlineControls, showWhere } from './stage.js';
import { findStep, type Step, steps, textsOf, workshopTexts } from './steps.js';

/** The default of `INSTANCES`. */
const usualInstances = 3;

export function Rail() {
  const t = workshopTexts().rail;
  const instances = instancesAlive.value ?? usualInstances;
  const { step: name } = view.value;
  const step = findStep(name);
  const at = steps.indexOf(step);
  const [previous, next] = [steps[at - 1], steps[at + 1]];
  const done = stepsDone.value;
  const progress = t.done(done, steps.length);
  useEffect(openFirst, []);
  return (
    <aside class="rail stack loose" aria-label={t.title}>
      <div class="rail-head row">
        <h2>{t.title}</h2>
        <span class="hint">{progress}</span>
        <progress aria-label={progress} value={done} max={steps.length} />
      </div>
      <StepCard key={step.name} step={step} number={at + 1} instances={instances} />
      <p class="good optional" role="status">
        {isMarked(step) && `✓ ${t.stepDone(textsOf(step, instances).title)}`}
      </p>
      <div class="row">
        <button type="button" disabled={!previous} onClick={() => previous && openStep(previous)}>
          {t.previous}
        </button>
        <button
          type="button"
          class={isMarked(step) ? 'main' : undefined}
          disabled={!next}
          onClick={() => next && openStep(next)}
        >
          {t.next}
        </button>
      </div>
      <details>
        <summary>{t.all}</summary>
        <StepList open={step} instances={instances} />
        <button
          type="button"
          onClick={() => {
            restartWorkshop();
            openStep(steps[0]);
          }}
        >
          {t.reset}
        </button>
      </details>
    </aside>
  );
}

function StepList({ open, instances }: { open: Step; instances: number }) {
  const t = workshopTexts().card;
  const { done } = view.value;
  return (
    <ol class="rail-list numbered stack">
      {steps.map((step) => (
        <li key={step.name}>
          <button
            type="button"
            aria-current={step === open ? 'step' : undefined}
            onClick={() => openStep(step)}
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
            <span class="hint">{t.minutes(step.minutes)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

interface StepCardProps {
  readonly step: Step;
  readonly number: number;
  readonly instances: number;
}

function StepCard({ step, number, instances }: StepCardProps) {
  const t = workshopTexts().card;
  const words = textsOf(step, instances);
  const title = useRef<HTMLDivElement>(null);
  // A card is made for each step that is opened, and the reader is at its end.
  useEffect(() => title.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <article class="rail-step">
      <div class="rail-title" aria-live="polite" ref={title}>
        <p class="hint">
          {t.place(number, steps.length, step.minutes)} · <code>{step.mode}</code>
          {step.versus && (
            <>
              {' + '}
              <code>{step.versus}</code>
            </>
          )}
        </p>
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

/** The header opens the workshop without naming a step. */
function openFirst(): void {
  const { step } = view.peek();
  if (step !== null && findStep(step).name !== step) openStep(findStep(step));
}

followWorkshop();
outlineControls();
