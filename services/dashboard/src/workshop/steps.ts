// The steps of the workshop in the order of the lesson, each with its tasks and with the numbers that theory predicts.
import {
  canMiss,
  catalogue,
  countAcceptingAfterLogOut,
  findMode,
  type Mode,
  type ModeName,
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
import type { FaultGroup, FaultName } from '../panels/break/fault-table.js';
import { victimLifeSeconds } from '../panels/theft/copy-life.js';
import { requestsPerRound } from '../state/prediction-rounds.js';
import { inViewLanguage } from '../state/texts.js';
import type { PanelName } from '../state/view.js';
import { workshopTexts as en, type workshopTexts as english } from '../texts/en/workshop.js';
import { workshopTexts as ko } from '../texts/ko/workshop.js';
import {
  copyWas,
  type Facts,
  happened,
  hasAsked,
  hasGuessed,
  hasLoggedIn,
  hasMeasured,
  hasSignedIn,
  hasTampered,
  isRefusalRead,
  keysThen,
  wasAccepted,
  wasAcceptedBy,
  wasRefused,
  wasRenewed,
} from './facts.js';

type StepTexts = typeof english.steps;
type StepName = keyof StepTexts;

export interface Task {
  readonly isDone: (facts: Facts) => boolean;
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

export interface Step {
  /** As the address calls it. */
  readonly name: StepName;
  readonly minutes: number;
  readonly mode: ModeName;
  readonly versus?: ModeName;
  readonly panel: PanelName;
  /** Of the faults, where the panel is that of the faults. */
  readonly group?: FaultGroup;
  /** In the order in which they are shown. */
  readonly tasks: Readonly<Record<string, Task>>;
  readonly predict: (instances: number) => Readonly<Record<string, number>>;
}

interface StepOf<Name extends StepName> extends Step {
  readonly name: Name;
  readonly tasks: Readonly<Record<keyof StepTexts[Name]['tasks'], Task>>;
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
    minutes: 4,
    mode: 'session-memory',
    panel: 'journey',
    tasks: {
      logIn: { isDone: hasLoggedIn('session-memory'), marks: ['log-in'] },
      ask: { isDone: hasAsked('session-memory', 1), marks: ['send'] },
    },
    predict: (instances) => ({ instances, lost: lossIn('session-memory', instances) }),
  }),
  step({
    name: 'second-server',
    minutes: 5,
    mode: 'session-memory',
    panel: 'journey',
    tasks: {
      ask: { isDone: hasAsked('session-memory', 10), marks: ['log-in', 'send'] },
      lose: { isDone: wasRefused('session-memory'), marks: ['send'] },
      read: { isDone: isRefusalRead('session-memory'), marks: ['requests'] },
    },
    predict: (instances) => ({
      pinned: lossIn('session-memory', instances),
      browser: lossOfBrowsers('session-memory', instances, 10),
    }),
  }),
  step({
    name: 'predict-first',
    minutes: 4,
    mode: 'session-memory',
    panel: 'journey',
    tasks: { guess: { isDone: hasGuessed('session-memory'), marks: ['guess'] } },
    predict: (instances) => ({
      instances,
      lost: requestsPerRound * lossIn('session-memory', instances),
    }),
  }),
  step({
    name: 'sticky-sessions',
    minutes: 5,
    mode: 'session-sticky',
    panel: 'journey',
    tasks: {
      ask: { isDone: wasAccepted('session-sticky', 10), marks: ['log-in', 'send'] },
      crash: { isDone: happened('crash', 'died'), panel: 'break', marks: ['fault-crash'] },
      lose: { isDone: wasRefused('session-sticky', 'unknown-session'), marks: ['send'] },
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
    minutes: 5,
    mode: 'session-redis',
    panel: 'journey',
    tasks: {
      ask: { isDone: wasAcceptedBy('session-redis', 2), marks: ['log-in', 'send'] },
      stop: {
        isDone: happened('redis-crash', 'redis-stall', 'redis-died'),
        panel: 'break',
        group: 'redis',
        marks: ['fault-redis-crash', 'fault-redis-stall'],
      },
      lose: { isDone: wasRefused('session-redis', 'store-unavailable', 'unknown-session'), marks: ['send'] },
    },
    predict: (instances) => ({
      lost: lossIn('session-redis', instances),
      empty: predictLoggedOutByRedisCrash(modeNamed('session-redis'), twoUsers, false).predicted[0],
      persistent: predictLoggedOutByRedisCrash(modeNamed('session-redis'), twoUsers, true).predicted[0],
    }),
  }),
  step({
    name: 'token-not-portable',
    minutes: 4,
    mode: 'jwt-own-keys',
    panel: 'journey',
    tasks: {
      logIn: { isDone: hasLoggedIn('jwt-own-keys'), marks: ['log-in'] },
      ask: { isDone: hasAsked('jwt-own-keys', 10), marks: ['send'] },
      lose: { isDone: wasRefused('jwt-own-keys', 'bad-signature'), marks: ['requests'] },
    },
    predict: (instances) => ({ instances, lost: lossIn('jwt-own-keys', instances) }),
  }),
  step({
    name: 'shared-secret',
    minutes: 4,
    mode: 'jwt-shared-key',
    versus: 'jwt-own-keys',
    panel: 'journey',
    tasks: {
      fixed: { isDone: wasAccepted('jwt-shared-key', 10), marks: ['log-in', 'send'] },
      broken: { isDone: wasRefused('jwt-own-keys', 'bad-signature'), marks: ['send'] },
    },
    predict: (instances) => ({
      shared: lossIn('jwt-shared-key', instances),
      own: lossIn('jwt-own-keys', instances),
    }),
  }),
  step({
    name: 'what-a-token-says',
    minutes: 5,
    mode: 'jwt-shared-key',
    panel: 'token',
    tasks: {
      logIn: { isDone: hasLoggedIn('jwt-shared-key'), marks: ['log-in'] },
      tamper: { isDone: hasTampered('jwt-shared-key'), marks: ['tamper'] },
    },
    predict: () => ({
      claims: predictReadableClaims(modeNamed('jwt-shared-key')).predicted[0],
      ofSession: predictReadableClaims(modeNamed('session-memory')).predicted[0],
      accepted: predictForgery({ classes: 1, isKeyKnown: false }).accepted.predicted[0],
    }),
  }),
  step({
    name: 'stolen-copy',
    minutes: 6,
    mode: 'jwt-shared-key',
    versus: 'jwt-denylist',
    panel: 'theft',
    tasks: {
      lives: { isDone: copyWas('accepted', 'jwt-shared-key'), marks: ['steal'] },
      dies: { isDone: copyWas('refused', 'jwt-denylist', 'revoked'), marks: ['steal'] },
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
    minutes: 5,
    mode: 'jwt-refresh',
    panel: 'theft',
    tasks: {
      renew: { isDone: wasRenewed('jwt-refresh'), panel: 'journey', marks: ['log-in', 'send'] },
      lives: { isDone: copyWas('accepted', 'jwt-refresh'), marks: ['steal'] },
      dies: { isDone: wasRefused('jwt-refresh', 'expired'), marks: ['steal'] },
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
    minutes: 4,
    mode: 'jwt-shared-key',
    panel: 'break',
    group: 'keys',
    tasks: {
      overlap: {
        isDone: keysThen('overlap', 'accepted', 'jwt-shared-key'),
        marks: ['log-in', 'fault-overlap', 'send'],
      },
      cut: { isDone: keysThen('cut', 'refused', 'jwt-shared-key'), marks: ['fault-cut', 'send'] },
    },
    predict: () => ({
      overlap: predictRefusedDuringOverlap().predicted[0],
      cut: predictRefusedByRetirement(modeNamed('jwt-shared-key'), 'jwt', 1).predicted[0],
    }),
  }),
  step({
    name: 'sign-in',
    minutes: 5,
    mode: 'oidc-memory',
    panel: 'sign-in',
    tasks: {
      fails: { isDone: hasSignedIn('oidc-memory', false), marks: ['sign-in'] },
      succeeds: { isDone: hasSignedIn('oidc-redis', true), marks: ['sign-in'] },
    },
    predict: (instances) => ({
      instances,
      alone: shareOfSignIns(modeNamed('oidc-memory'), instances).alone,
      amidOthers: shareOfSignIns(modeNamed('oidc-memory'), instances).amidOthers,
    }),
  }),
  step({
    name: 'measure',
    minutes: 4,
    mode: 'session-memory',
    panel: 'experiments',
    tasks: { run: { isDone: hasMeasured('steady'), marks: ['run'] } },
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

/** Checks that a step has exactly the tasks and the numbers that its texts name. */
function step<Name extends StepName>(plan: StepOf<Name>): Step {
  return plan;
}

/** A script that keeps its cookie loses the same share, however many requests it sends. */
function lossIn(name: ModeName, instances: number): number {
  return predictFailureRate(modeNamed(name), 'pinned', { instances, requestsPerUser: 1 });
}

function lossOfBrowsers(name: ModeName, instances: number, requests: number): number {
  return predictFailureRate(modeNamed(name), 'browser', { instances, requestsPerUser: requests });
}

function modeNamed(name: ModeName): Mode {
  const mode = findMode(name);
  if (!mode) throw new Error(`There is no mode "${name}".`);
  return mode;
}

export const workshopTexts = inViewLanguage(en, ko);
