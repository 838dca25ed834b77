// The steps of the workshop, in the order of the lesson.
import type { Step } from './step.js';
import { measure } from './steps/measure.js';
import { newKeys } from './steps/new-keys.js';
import { oneLogIn } from './steps/one-log-in.js';
import { predictFirst } from './steps/predict-first.js';
import { secondServer } from './steps/second-server.js';
import { sessionStore } from './steps/session-store.js';
import { sharedSecret } from './steps/shared-secret.js';
import { shortLife } from './steps/short-life.js';
import { stickySessions } from './steps/sticky-sessions.js';
import { stolenCopy } from './steps/stolen-copy.js';
import { tokenNotPortable } from './steps/token-not-portable.js';
import { whatATokenSays } from './steps/what-a-token-says.js';

export const steps: readonly [Step, ...Step[]] = [
  oneLogIn,
  secondServer,
  predictFirst,
  stickySessions,
  sessionStore,
  tokenNotPortable,
  sharedSecret,
  whatATokenSays,
  stolenCopy,
  shortLife,
  newKeys,
  measure,
];

/** The step that the address names; the first where it names none that there is. */
export function findStep(name: string | null): Step {
  return steps.find((step) => step.name === name) ?? steps[0];
}
