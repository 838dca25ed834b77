// The stage of a step: its modes, panel and faults are shown, and the controls of its next task are outlined.
import { computed, effect } from '@preact/signals';
import { shownGroup } from '../panels/break/shown-group.js';
import { choose, view } from '../state/view.js';
import { stopSending } from '../state/visitors.js';
import { isTaskDone } from './progress.js';
import { findStep, type Step, type Task } from './steps.js';

/** The first task of the step that is not done. */
function nextTask(step: Step): Task | undefined {
  return Object.entries(step.tasks).find(([name]) => !isTaskDone(step, name))?.[1];
}

/** Opens a step, and shows the controls that its next task needs. Pending requests belong to the previous step. */
export function openStep(step: Step): void {
  stopSending();
  const task = nextTask(step);
  shownGroup.value = task?.group ?? step.group ?? 'instances';
  const panel = task?.panel ?? step.panel;
  choose({ step: step.name, mode: step.mode, versus: step.versus ?? null, panel });
}

/** As opening the step does; then the control gets the focus, or the tab of its panel. */
export function showWhere(step: Step): void {
  openStep(step);
  // The panel is drawn, and perhaps loaded, first.
  requestAnimationFrame(() => {
    const control = document.querySelector<HTMLElement>(selectorOf(marks.peek()) || 'none');
    control?.scrollIntoView({ block: 'nearest' });
    document.getElementById(`tab-${view.peek().panel}`)?.focus({ preventScroll: true });
  });
}

const marks = computed<readonly string[]>(() => {
  if (view.value.step === null) return [];
  return nextTask(findStep(view.value.step))?.marks ?? [];
});

const selectorOf = (controls: readonly string[]) =>
  controls.map((control) => `[data-control="${control}"]`).join(', ');

/** The outline is a separate rule, so a control keeps it when it is drawn again. */
export function outlineControls(): void {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  effect(() => {
    const selector = selectorOf(marks.value);
    const look = 'outline: 3px dashed var(--accent); outline-offset: 3px; border-radius: 0.5rem;';
    sheet.replaceSync(selector === '' ? '' : `${selector} { ${look} }`);
  });
}
