// The steps of the workshop in the order of the lesson: the minutes, the modes and the tasks of each. The page shows them, and
// `npm run workshop -- step <number> --check` checks them.
import type { ModeName } from '../catalogue.js';
import {
  type Check,
  copyWas,
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

interface Plan {
  /** Without the slack of the hour. */
  readonly minutes: number;
  readonly mode: ModeName;
  /** The mode for comparison. */
  readonly versus?: ModeName;
  /** In the order in which they are shown. */
  readonly tasks: Readonly<Record<string, Check | PageCheck>>;
}

/** A task of which the page sees more than the control room, which checks the requests instead. */
interface PageCheck {
  readonly onPage: Check;
  readonly byRequests: Check;
}

const onPage = (onPage: Check, byRequests: Check): PageCheck => ({ onPage, byRequests });

export const workshopPlan = {
  'one-log-in': {
    minutes: 3,
    mode: 'session-memory',
    tasks: {
      logIn: hasLoggedIn('session-memory'),
      ask: hasAsked('session-memory', 1),
    },
  },
  'second-server': {
    minutes: 4,
    mode: 'session-memory',
    tasks: {
      ask: hasAsked('session-memory', 10),
      lose: wasRefused('session-memory'),
      read: onPage(isRefusalRead('session-memory'), wasRefused('session-memory')),
    },
  },
  'predict-first': {
    minutes: 3,
    mode: 'session-memory',
    tasks: {
      guess: onPage(hasGuessed('session-memory'), hasAsked('session-memory', 30)),
    },
  },
  'sticky-sessions': {
    minutes: 4,
    mode: 'session-sticky',
    tasks: {
      ask: wasAccepted('session-sticky', 10),
      crash: happened('crash', 'died'),
      lose: wasRefused('session-sticky', 'unknown-session'),
    },
  },
  'session-store': {
    minutes: 4,
    mode: 'session-redis',
    tasks: {
      ask: wasAcceptedBy('session-redis', 2),
      stop: happened('redis-crash', 'redis-stall', 'redis-died'),
      lose: wasRefused('session-redis', 'store-unavailable', 'unknown-session'),
    },
  },
  'token-not-portable': {
    minutes: 3,
    mode: 'jwt-own-keys',
    tasks: {
      logIn: hasLoggedIn('jwt-own-keys'),
      ask: hasAsked('jwt-own-keys', 10),
      lose: wasRefused('jwt-own-keys', 'bad-signature'),
    },
  },
  'shared-secret': {
    minutes: 3,
    mode: 'jwt-shared-key',
    versus: 'jwt-own-keys',
    tasks: {
      fixed: wasAccepted('jwt-shared-key', 10),
      broken: wasRefused('jwt-own-keys', 'bad-signature'),
    },
  },
  'what-a-token-says': {
    minutes: 4,
    mode: 'jwt-shared-key',
    tasks: {
      logIn: hasLoggedIn('jwt-shared-key'),
      tamper: onPage(hasTampered('jwt-shared-key'), wasRefused('jwt-shared-key', 'bad-signature')),
    },
  },
  'stolen-copy': {
    minutes: 5,
    mode: 'jwt-shared-key',
    versus: 'jwt-denylist',
    tasks: {
      lives: copyWas('accepted', 'jwt-shared-key'),
      dies: copyWas('refused', 'jwt-denylist', 'revoked'),
    },
  },
  'short-life': {
    minutes: 4,
    mode: 'jwt-refresh',
    tasks: {
      renew: wasRenewed('jwt-refresh'),
      lives: copyWas('accepted', 'jwt-refresh'),
      dies: wasRefused('jwt-refresh', 'expired'),
    },
  },
  'new-keys': {
    minutes: 3,
    mode: 'jwt-shared-key',
    tasks: {
      overlap: keysThen('overlap', 'accepted', 'jwt-shared-key'),
      cut: keysThen('cut', 'refused', 'jwt-shared-key'),
    },
  },
  'sign-in': {
    minutes: 4,
    mode: 'oidc-memory',
    tasks: {
      fails: hasSignedIn('oidc-memory', false),
      succeeds: hasSignedIn('oidc-redis', true),
    },
  },
  measure: {
    minutes: 4,
    mode: 'session-memory',
    tasks: {
      run: hasMeasured('steady'),
    },
  },
} as const satisfies Readonly<Record<string, Plan>>;

export type StepName = keyof typeof workshopPlan;
export const stepNames = Object.keys(workshopPlan) as readonly StepName[];

/** Where a task is checked: the control room does not see the screen. */
type Observer = 'onPage' | 'byRequests';

/** Each task of a step with its check, in order. */
export function checksOf(step: StepName, observer: Observer): Readonly<Record<string, Check>> {
  const tasks: Plan['tasks'] = workshopPlan[step].tasks;
  return Object.fromEntries(
    Object.entries(tasks).map(([task, check]) => [task, 'onPage' in check ? check[observer] : check]),
  );
}
