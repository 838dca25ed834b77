// What a step of the workshop is: tasks that are found done by themselves, a question to answer first, and what follows.
import { findMode, type Mode, type ModeName } from '@scale-out-lab/core';
import type { Language } from '../i18n/texts.js';
import type { PanelName } from '../view/parse-view.js';
import type { Facts } from './facts.js';

export interface Task {
  readonly isDone: (facts: Facts) => boolean;
  /** Where it is done, if not where the rest of the step is. */
  readonly panel?: PanelName;
}

interface Words<TaskName extends string, Prediction> {
  readonly title: string;
  /** What to do. */
  readonly tasks: Readonly<Record<TaskName, string>>;
  /** What is to be guessed before it is done. */
  readonly question: string;
  readonly answer: (prediction: Prediction) => string;
  /** What it shows, once it is done. */
  readonly lesson: string;
}

interface Plan<TaskName extends string, Prediction> {
  /** As the address calls it. */
  readonly name: string;
  readonly minutes: number;
  readonly mode: ModeName;
  readonly versus?: ModeName;
  readonly panel: PanelName;
  readonly tasks: Readonly<Record<TaskName, Task>>;
  readonly predict: (instances: number) => Prediction;
  readonly words: Readonly<Record<Language, Words<TaskName, Prediction>>>;
}

export interface Step {
  readonly name: string;
  readonly minutes: number;
  readonly mode: ModeName;
  readonly versus: ModeName | null;
  readonly panel: PanelName;
  /** In the order in which they are told. */
  readonly tasks: Readonly<Record<string, Task>>;
  readonly inWords: (language: Language, instances: number) => StepInWords;
}

export interface StepInWords extends Omit<Words<string, never>, 'answer'> {
  readonly answer: string;
}

export function defineStep<TaskName extends string, Prediction>(plan: Plan<TaskName, Prediction>): Step {
  const { words, predict, versus = null, ...rest } = plan;
  return {
    ...rest,
    versus,
    inWords(language, instances) {
      const { answer, ...others } = words[language];
      return { ...others, answer: answer(predict(instances)) };
    },
  };
}

export function isStepDone({ tasks }: Step, facts: Facts): boolean {
  return Object.values(tasks).every(({ isDone }) => isDone(facts));
}

/** For predictions: a mode that the catalogue has. */
export function modeNamed(name: ModeName): Mode {
  const mode = findMode(name);
  if (!mode) throw new Error(`There is no mode "${name}".`);
  return mode;
}

export function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}
