// A step of the workshop in the terminal: its tasks in the words of the page, and which of them are done.
import { type Language, usageError } from '@scale-out-lab/core';
import type { WorkshopView } from '@scale-out-lab/core/wire';
import { type StepName, stepNames } from '@scale-out-lab/core/workshop';
import { texts } from '@scale-out-lab/dashboard/texts';
import { wrap } from '@scale-out-lab/loadtest';
import { workshopCommandTexts } from './texts.js';

/** By its number, or by its name in the address of the page. @throws ExitError (2) if there is no such step */
export function findStep(text: string): StepName {
  const step = stepNames.find((name, index) => name === text || String(index + 1) === text);
  if (step) return step;
  throw usageError(
    `The step is "${text}"; expected a number from 1 to ${stepNames.length}, or a name: ${stepNames.join(', ')}.`,
  );
}

interface Shown {
  readonly language: Language;
  readonly url: string;
  readonly width: number;
}

/** The title, the question, the tasks, and where the page shows them. */
export function renderStep(
  step: StepName,
  { language, url, width }: Shown,
  done?: readonly boolean[],
): string {
  const t = workshopCommandTexts[language];
  const { title, question, tasks } = texts[language].workshopTexts.steps[step];
  const mark = (index: number) => (done === undefined ? `${index + 1}.` : done[index] ? '✓ ' : '✗ ');
  return [
    t.step(stepNames.indexOf(step) + 1, stepNames.length, title),
    ...(done === undefined ? [wrap(`${t.question} ${question}`, 0, width), ''] : []),
    ...Object.values(tasks).map((task, index) =>
      wrap(`${mark(index)} ${task}`, mark(index).length + 1, width),
    ),
    '',
    `${t.openAt}: ${url}/?lang=${language}&step=${step}`,
    '',
  ].join('\n');
}

/** Which tasks are done, and a hint if one is not. */
export function renderCheck(step: StepName, { steps }: WorkshopView, shown: Shown) {
  const found = steps.find(({ name }) => name === step)?.tasks ?? {};
  const { tasks } = texts[shown.language].workshopTexts.steps[step];
  const t = workshopCommandTexts[shown.language];
  const next = Object.entries(tasks).find(([name]) => !found[name]);
  const done = Object.keys(tasks).map((name) => found[name] ?? false);
  const verdict = next ? t.notDone(next[1]) : t.done;
  return {
    isDone: next === undefined,
    text: `${renderStep(step, shown, done)}${wrap(verdict, 0, shown.width)}\n`,
  };
}
