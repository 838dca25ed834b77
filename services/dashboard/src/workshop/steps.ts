// The steps of the workshop in the order of the lesson, each with its tasks and with the numbers that theory predicts.
import {
  canMiss,
  catalogue,
  countAcceptingAfterLogOut,
  type ModeName,
  modeNamed,
  predictCopyLife,
  predictFailureRate,
  predictForgery,
  predictLoggedOutByRedisCrash,
  predictLoggedOutByRestart,
  predictReadableClaims,
  predictRefreshesAfterLogOut,
  predictRefusedByRetirement,
  predictRefusedDuringOverlap,
  shareOfSignIns,
} from '@scale-out-lab/core';
import { type Check, checksOf, type StepName, workshopPlan } from '@scale-out-lab/core/workshop';
import type { FaultGroup, FaultName } from '../panels/break/fault-table.js';
import { victimLifeSeconds } from '../panels/theft/copy-life.js';
import { requestsPerRound } from '../state/prediction-rounds.js';
import { inViewLanguage } from '../state/texts.js';
import type { PanelName } from '../state/view.js';
import { workshopTexts as en, type workshopTexts as english } from '../texts/en/workshop.js';
import { workshopTexts as ko } from '../texts/ko/workshop.js';

type StepTexts = typeof english.steps;

export interface Task extends Marks {
  readonly isDone: Check;
}

interface Marks {
  /** The controls that are outlined while it is the next task: the `data-control` of each. */
  readonly marks: readonly Control[];
  /** The panel and the faults of this task, where they are not those of the step. */
  readonly panel?: PanelName;
  readonly group?: FaultGroup;
}

type Control =
  | 'log-in'
  | 'send'
  | 'guess'
  | 'requests'
  | 'tamper'
  | 'steal'
  | 'sign-in'
  | 'run'
  | `fault-${FaultName}`;

export interface Step extends Omit<Stage, 'tasks'> {
  readonly minutes: number;
  readonly mode: ModeName;
  readonly versus?: ModeName;
  /** In the order in which they are shown. */
  readonly tasks: Readonly<Record<string, Task>>;
}

/** The additions of the page to the plan of a step. */
interface Stage {
  /** As the address calls it. */
  readonly name: StepName;
  readonly panel: PanelName;
  /** Of the faults, where the panel is that of the faults. */
  readonly group?: FaultGroup;
  readonly tasks: Readonly<Record<string, Marks>>;
  readonly predict: (instances: number) => Readonly<Record<string, number>>;
}

interface StageOf<Name extends StepName> extends Stage {
  readonly name: Name;
  readonly tasks: Readonly<Record<keyof StepTexts[Name]['tasks'], Marks>> &
    Readonly<Record<keyof (typeof workshopPlan)[Name]['tasks'], Marks>>;
  readonly predict: (instances: number) => Parameters<StepTexts[Name]['answer']>[0];
}

/** Users of the default steady trial send 744 / 31 requests each. */
const requestsPerUser = 24;
/** The default of `ACCESS_TTL`. */
const accessSeconds = 5;
const twoUsers = { members: 2, issuedByLost: 0, loggedOut: 0 };

export const steps: readonly [Step, ...Step[]] = [
  step({
    name: 'one-log-in',
    panel: 'journey',
    tasks: {
      logIn: { marks: ['log-in'] },
      ask: { marks: ['send'] },
    },
    predict: (instances) => ({ instances, lost: lossIn('session-memory', instances) }),
  }),
  step({
    name: 'second-server',
    panel: 'journey',
    tasks: {
      ask: { marks: ['log-in', 'send'] },
      lose: { marks: ['send'] },
      read: { marks: ['requests'] },
    },
    predict: (instances) => ({
      pinned: lossIn('session-memory', instances),
      browser: lossOfBrowsers('session-memory', instances, 10),
    }),
  }),
  step({
    name: 'predict-first',
    panel: 'journey',
    tasks: { guess: { marks: ['guess'] } },
    predict: (instances) => ({
      instances,
      lost: requestsPerRound * lossIn('session-memory', instances),
    }),
  }),
  step({
    name: 'sticky-sessions',
    panel: 'journey',
    tasks: {
      ask: { marks: ['log-in', 'send'] },
      crash: { panel: 'break', marks: ['fault-crash'] },
      lose: { marks: ['send'] },
    },
    predict: (instances) => {
      const oneEach = { members: instances, issuedByLost: 1, loggedOut: 0 };
      return {
        lost: lossIn('session-sticky', instances),
        loggedOut: predictLoggedOutByRestart(modeNamed('session-sticky'), oneEach).predicted[0],
      };
    },
  }),
  step({
    name: 'session-store',
    panel: 'journey',
    tasks: {
      ask: { marks: ['log-in', 'send'] },
      stop: {
        panel: 'break',
        group: 'redis',
        marks: ['fault-redis-crash', 'fault-redis-stall'],
      },
      lose: { marks: ['send'] },
    },
    predict: (instances) => ({
      lost: lossIn('session-redis', instances),
      empty: predictLoggedOutByRedisCrash(modeNamed('session-redis'), twoUsers, false).predicted[0],
      persistent: predictLoggedOutByRedisCrash(modeNamed('session-redis'), twoUsers, true).predicted[0],
    }),
  }),
  step({
    name: 'token-not-portable',
    panel: 'journey',
    tasks: {
      logIn: { marks: ['log-in'] },
      ask: { marks: ['send'] },
      lose: { marks: ['requests'] },
    },
    predict: (instances) => ({ instances, lost: lossIn('jwt-own-keys', instances) }),
  }),
  step({
    name: 'shared-secret',
    panel: 'journey',
    tasks: {
      fixed: { marks: ['log-in', 'send'] },
      broken: { marks: ['send'] },
    },
    predict: (instances) => ({
      shared: lossIn('jwt-shared-key', instances),
      own: lossIn('jwt-own-keys', instances),
    }),
  }),
  step({
    name: 'what-a-token-says',
    panel: 'token',
    tasks: {
      logIn: { marks: ['log-in'] },
      tamper: { marks: ['tamper'] },
    },
    predict: () => ({
      claims: predictReadableClaims(modeNamed('jwt-shared-key')).predicted[0],
      ofSession: predictReadableClaims(modeNamed('session-memory')).predicted[0],
      accepted: predictForgery({ classes: 1, isKeyKnown: false }).accepted.predicted[0],
    }),
  }),
  step({
    name: 'stolen-copy',
    panel: 'theft',
    tasks: {
      lives: { marks: ['steal'] },
      dies: { marks: ['steal'] },
    },
    predict: (instances) => ({
      instances,
      stateless: countAcceptingAfterLogOut(modeNamed('jwt-shared-key'), instances),
      listed: countAcceptingAfterLogOut(modeNamed('jwt-denylist'), instances),
      seconds: victimLifeSeconds,
    }),
  }),
  step({
    name: 'short-life',
    panel: 'theft',
    tasks: {
      renew: { panel: 'journey', marks: ['log-in', 'send'] },
      lives: { marks: ['steal'] },
      dies: { marks: ['steal'] },
    },
    predict(instances) {
      const terms = { instances, lifeSeconds: accessSeconds, clockSpreadSeconds: 0 };
      return {
        seconds: predictCopyLife(modeNamed('jwt-refresh'), terms).predicted[1],
        renewed: predictRefreshesAfterLogOut().predicted[0],
      };
    },
  }),
  step({
    name: 'new-keys',
    panel: 'break',
    group: 'keys',
    tasks: {
      overlap: {
        marks: ['log-in', 'fault-overlap', 'send'],
      },
      cut: { marks: ['fault-cut', 'send'] },
    },
    predict: () => ({
      overlap: predictRefusedDuringOverlap().predicted[0],
      cut: predictRefusedByRetirement(modeNamed('jwt-shared-key'), 'jwt', 1).predicted[0],
    }),
  }),
  step({
    name: 'sign-in',
    panel: 'sign-in',
    tasks: {
      fails: { marks: ['sign-in'] },
      succeeds: { marks: ['sign-in'] },
    },
    predict: (instances) => ({
      instances,
      alone: shareOfSignIns(modeNamed('oidc-memory'), instances).alone,
      amidOthers: shareOfSignIns(modeNamed('oidc-memory'), instances).amidOthers,
    }),
  }),
  step({
    name: 'measure',
    panel: 'experiments',
    tasks: { run: { marks: ['run'] } },
    predict: (instances) => ({
      pinned: lossIn('session-memory', instances),
      browser: lossOfBrowsers('session-memory', instances, requestsPerUser),
      portable: catalogue.filter((mode) => !canMiss(mode)).length,
      modes: catalogue.length,
    }),
  }),
];

/** The step that the address names; the first where it names no known step. */
export function findStep(name: string | null): Step {
  return steps.find((each) => each.name === name) ?? steps[0];
}

/** The texts of a step in the language of the view, with the numbers that theory predicts for that many instances. */
export function textsOf({ name, predict }: Step, instances: number) {
  const { title, tasks, question, answer, lesson } = workshopTexts().steps[name];
  const answerWith = answer as (prediction: Readonly<Record<string, number>>) => string;
  const taskTexts: Readonly<Record<string, string>> = tasks;
  return { title, tasks: taskTexts, question, answer: answerWith(predict(instances)), lesson };
}

/** Joins the texts of the page with the plan of the step. Both have exactly the tasks of its texts. */
function step<Name extends StepName>(stage: StageOf<Name>): Step {
  const checks = checksOf(stage.name, 'onPage');
  const marks: Readonly<Record<string, Marks>> = stage.tasks;
  const tasks = Object.entries(checks).map(([task, isDone]) => [task, { ...marks[task], isDone }]);
  return { ...stage, ...workshopPlan[stage.name], tasks: Object.fromEntries(tasks) };
}

/** A script that keeps its cookie loses the same share, however many requests it sends. */
function lossIn(name: ModeName, instances: number): number {
  return predictFailureRate(modeNamed(name), 'pinned', { instances, requestsPerUser: 1 });
}

function lossOfBrowsers(name: ModeName, instances: number, requests: number): number {
  return predictFailureRate(modeNamed(name), 'browser', { instances, requestsPerUser: requests });
}

export const workshopTexts = inViewLanguage(en, ko);
