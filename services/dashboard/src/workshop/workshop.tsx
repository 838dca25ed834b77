// The workshop beside the map: its progress, the open step, and the list of all steps. Loaded when it is first opened.

import { computed, effect, signal } from '@preact/signals';
import { instancesAlive } from '../state/lab-state.js';
import { choose, view } from '../state/view.js';
import { forgetFacts, gatherFacts, watchFacts } from './facts.js';
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
  return (
    <aside class="rail stack loose" aria-label={t.title}>
      <div class="rail-head row">
        <h2>{t.title}</h2>
        <span class="hint">{progress}</span>
        <progress aria-label={progress} value={done} max={steps.length} />
      </div>
      <StepCard key={step.name} step={step} number={at + 1} instances={instances} />
      <p class="good optional" role="status">
        {lastDone.value && `✓ ${t.stepDone(textsOf(lastDone.value, instances).title)}`}
      </p>
      <div class="row">
        <button
          type="button"
          disabled={!previous}
          onClick={() => choose({ step: previous?.name ?? step.name })}
        >
          {t.previous}
        </button>
        <button
          type="button"
          class={view.value.done.includes(step.name) ? 'main' : undefined}
          disabled={!next}
          onClick={() => choose({ step: next?.name ?? step.name })}
        >
          {t.next}
        </button>
      </div>
      <details>
        <summary>{t.all}</summary>
        <StepList open={step} instances={instances} />
        <button type="button" onClick={restartWorkshop}>
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

// How far the workshop is: tasks and steps that were found done, of which the address keeps the steps.

/** Tasks stay done, although old facts are dropped. */
const doneTasks = signal<ReadonlySet<string>>(new Set());
/** The step that was completed last, for screen readers. */
const lastDone = signal<Step | null>(null);

const keyOf = (step: Step, task: string) => `${step.name} ${task}`;
const isMarked = (step: Step) => view.value.done.includes(step.name);

const stepsDone = computed(() => steps.filter(isMarked).length);

function isTaskDone(step: Step, task: string): boolean {
  return isMarked(step) || doneTasks.value.has(keyOf(step, task));
}

/** From now on. Steps may be done in any order, and while another one is open. */
function followWorkshop(): void {
  watchFacts();
  effect(() => {
    if (view.value.step === null) return;
    const facts = gatherFacts();
    const open = steps.filter((step) => !isMarked(step));
    const known = doneTasks.peek();
    const news = open.flatMap((step) =>
      Object.entries(step.tasks)
        .filter(([task, { isDone }]) => !known.has(keyOf(step, task)) && isDone(facts))
        .map(([task]) => keyOf(step, task)),
    );
    if (news.length > 0) mark(new Set([...known, ...news]), open);
  });
}

function restartWorkshop(): void {
  forgetFacts();
  doneTasks.value = new Set();
  lastDone.value = null;
  choose({ step: steps[0].name, done: [] });
}

function mark(tasks: ReadonlySet<string>, open: readonly Step[]): void {
  doneTasks.value = tasks;
  const done = open.filter((step) => Object.keys(step.tasks).every((task) => tasks.has(keyOf(step, task))));
  const last = done.at(-1);
  if (!last) return;
  lastDone.value = last;
  choose({ done: [...view.peek().done, ...done.map(({ name }) => name)] });
}

followWorkshop();
