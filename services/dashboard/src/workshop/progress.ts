// How far the workshop is: tasks and steps that were found done, of which the address keeps the steps.
import { computed, effect, signal } from '@preact/signals';
import { choose, view } from '../state/view.js';
import { forgetFacts, gatherFacts, watchFacts } from './facts.js';
import { findStep, type Step, steps } from './steps.js';

/** Tasks stay done, although old facts are dropped. */
const doneTasks = signal<ReadonlySet<string>>(new Set());

const keyOf = (step: Step, task: string) => `${step.name} ${task}`;

export function isMarked({ name }: Step): boolean {
  return view.value.done.includes(name);
}

export const stepsDone = computed(() => steps.filter(isMarked).length);

export function isTaskDone(step: Step, task: string): boolean {
  return isMarked(step) || doneTasks.value.has(keyOf(step, task));
}

const openStepName = computed(() => view.value.step);

/** From now on. Only actions while a step is open count for it. */
export function followWorkshop(): void {
  watchFacts();
  let opened: string | null = null;
  effect(() => {
    const name = openStepName.value;
    if (name !== opened) forgetFacts();
    opened = name;
    if (name === null) return;
    const step = findStep(name);
    const facts = gatherFacts();
    if (!isMarked(step))
      markTasks(
        step,
        Object.keys(step.tasks).filter((task) => step.tasks[task]?.isDone(facts)),
      );
  });
}

function markTasks(step: Step, tasks: readonly string[]): void {
  const known = doneTasks.peek();
  const all = new Set([...known, ...tasks.map((task) => keyOf(step, task))]);
  if (all.size > known.size) doneTasks.value = all;
  if (Object.keys(step.tasks).every((task) => all.has(keyOf(step, task))))
    choose({ done: [...view.peek().done, step.name] });
}

export function restartWorkshop(): void {
  forgetFacts();
  doneTasks.value = new Set();
  choose({ done: [] });
}
