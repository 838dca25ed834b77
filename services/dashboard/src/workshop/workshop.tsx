// The workshop beside the map: its progress, the open step, and the list of all steps. Loaded when it is first opened.
import { instancesAlive } from '../state/lab-state.js';
import { choose, view } from '../state/view.js';
import { followWorkshop, lastDone, restartWorkshop, stepsDone } from './progress.js';
import { StepCard } from './step-card.js';
import { findStep, type Step, steps, textsOf } from './steps.js';
import { workshopTexts } from './texts.js';

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
    <aside class="rail stack" aria-label={t.title}>
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
          {t.anew}
        </button>
      </details>
    </aside>
  );
}

export function StepList({ open, instances }: { open: Step; instances: number }) {
  const t = workshopTexts().list;
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

followWorkshop();
