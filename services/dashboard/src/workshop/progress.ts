// How far the workshop is: tasks and steps that were found done, of which the address keeps the steps.
import { computed, effect, signal } from '@preact/signals';
import { choose, view } from '../state/view.js';
import { forgetFacts, gatherFacts, watchFacts } from './facts.js';
import { type Step, steps } from './steps.js';

/** Tasks stay done, although old facts are dropped. */
const doneTasks = signal<ReadonlySet<string>>(new Set());
/** The step that was completed last, for screen readers. */
export const lastDone = signal<Step | null>(null);

const keyOf = (step: Step, task: string) => `${step.name} ${task}`;
const isMarked = (step: Step) => view.value.done.includes(step.name);

export const stepsDone = computed(() => steps.filter(isMarked).length);

export function isTaskDone(step: Step, task: string): boolean {
  return isMarked(step) || doneTasks.value.has(keyOf(step, task));
}

/** From now on. Steps may be done in any order, and while another one is open. */
export function followWorkshop(): void {
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

export function restartWorkshop(): void {
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
